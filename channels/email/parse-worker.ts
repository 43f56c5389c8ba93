/** The other end of `parser.ts`: mails in, mails understood and packed out, in the same order. */
import { parentPort, type Transferable } from 'node:worker_threads'
import type { Ourselves } from './kinds/kinds.ts'
import { packMail } from './pack.ts'
import { parseMail, type Depth } from './parse.ts'
import type { ParsedMail } from './parsed-mail.ts'
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
  parentPort?.postMessage({ ...mail, packed: packMail(bytes) }, handedOver(mail))
  spent(raw.length)
}

/** Small ones lie in memory that Node shares out, and are copied. */
const smallBytes = 128 * 1024

/** The memory of large attachments goes with the mail, which would otherwise be there twice. */
function handedOver({ attachments }: ParsedMail): Transferable[] {
  const buffers = attachments
    .filter(({ content }) => content.length > smallBytes)
    .map(({ content }) => content.buffer)
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer)
}
