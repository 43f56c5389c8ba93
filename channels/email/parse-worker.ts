/** The other end of `parser.ts`: mails in, mails understood and packed out, in the same order. */
import { parentPort, type Transferable } from 'node:worker_threads'
import { digestOf } from './digest.ts'
import type { Ourselves } from './kinds/kinds.ts'
import { packMail } from './pack.ts'
import { parseMail, type Depth } from './parse.ts'
import { createSweeper } from './spent-memory.ts'

export interface ParseJob {
  raw: Uint8Array
  ourselves: Ourselves
  depth: Depth
}

const spent = createSweeper()
let before: Promise<void> = Promise.resolve()

parentPort?.on('message', (job: ParseJob) => {
  before = before.then(() => read(job))
})

async function read({ raw, ourselves, depth }: ParseJob): Promise<void> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const mail = await parseMail(bytes, ourselves, depth)
  const packed = packMail(bytes)
  const contents = mail.attachments.map(({ content }) => content)
  const large = contents.filter(({ length }) => length > smallBytes)
  // The memory of large ones goes with the mail, which would otherwise be there twice.
  parentPort?.postMessage({ ...mail, digest: digestOf(mail), packed }, handedOver(large))
  spent([raw, ...contents.filter((content) => !large.includes(content)), ...(packed ? [packed.zstd] : [])])
}

/** Small ones lie in memory that Node shares out, and are copied. */
const smallBytes = 128 * 1024

function handedOver(contents: Buffer[]): Transferable[] {
  return [...new Set(contents.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}
