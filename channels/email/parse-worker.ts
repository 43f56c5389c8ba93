/** The other end of `parser.ts`: one mail in, one mail understood out. */
import { parentPort, type Transferable } from 'node:worker_threads'
import type { Ourselves } from './kinds/kinds.ts'
import { parseMail, type Depth } from './parse.ts'
import type { ParsedMail } from './parsed-mail.ts'

export interface ParseJob {
  raw: Uint8Array
  ourselves: Ourselves
  depth: Depth
}

parentPort?.on('message', ({ raw, ourselves, depth }: ParseJob) => {
  void parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), ourselves, depth).then((mail) =>
    parentPort?.postMessage(mail, handedOver(mail)),
  )
})

/** Small ones lie in memory that Node shares out, and are copied. */
const smallBytes = 128 * 1024

/** The memory of large attachments goes with the mail, which would otherwise be there twice. */
function handedOver({ attachments }: ParsedMail): Transferable[] {
  const buffers = attachments
    .filter(({ content }) => content.length > smallBytes)
    .map(({ content }) => content.buffer)
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer)
}
