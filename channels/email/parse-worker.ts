/** The other end of `parser.ts`: mails in, mails understood and packed out, in the same order. */
import { parentPort, type Transferable } from 'node:worker_threads'
import { wholeFile } from '../lib/file-content.ts'
import { digestOf } from './digest.ts'
import type { Ourselves } from './kinds/kinds.ts'
import type { EncodedFile } from './mime/base64.ts'
import { packMail } from './pack.ts'
import { parseMail, type Depth } from './parse.ts'
import type { ParsedAttachment } from './parsed-mail.ts'
import { createSweeper } from './spent-memory.ts'

export interface ParseJob {
  raw: Uint8Array
  ourselves: Ourselves
  depth: Depth
}

/** An `EncodedFile` on its way between threads. */
export type HandedOnEncoded = Pick<EncodedFile, 'encoded' | 'length'>

const spent = createSweeper()
let before: Promise<void> = Promise.resolve()

parentPort?.on('message', (job: ParseJob) => {
  before = before.then(() => read(job))
})

async function read({ raw, ourselves, depth }: ParseJob): Promise<void> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const mail = await parseMail(bytes, ourselves, depth)
  const packed = packMail(bytes)
  const attachments = mail.attachments.map((file) => ({ ...file, content: handedOn(file.content) }))
  const contents = attachments.map(({ content }) => content).filter((content) => Buffer.isBuffer(content))
  const large = contents.filter(({ length }) => length > smallBytes)
  // The memory of large ones goes with the mail, which would otherwise be there twice.
  parentPort?.postMessage({ ...mail, attachments, digest: digestOf(mail), packed }, handedOver(large))
  spent([raw, ...contents.filter((content) => !large.includes(content)), ...(packed ? [packed.zstd] : [])])
}

/** Small ones lie in memory that Node shares out, and are copied. */
const smallBytes = 128 * 1024

/** What lies encoded in memory that both ends see stays there. */
function handedOn(content: ParsedAttachment['content']): Buffer | HandedOnEncoded {
  if (!('encoded' in content)) return content
  const { encoded, length } = content
  return encoded.buffer instanceof SharedArrayBuffer ? { encoded, length } : wholeFile(content)
}

function handedOver(contents: Buffer[]): Transferable[] {
  return [...new Set(contents.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}
