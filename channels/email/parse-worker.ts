/** The other end of `parser.ts`: mails in, mails understood and packed out, in the same order. */
import { parentPort, type Transferable } from 'node:worker_threads'
import type { FileContent } from '../contract/file-content.ts'
import { isEncoded, wholeFile } from '../lib/file-content.ts'
import { giveWay } from '../lib/give-way.ts'
import { inOwnMemory } from '../lib/own-memory.ts'
import { createSweeper, makeRoomFor } from '../lib/spent-memory.ts'
import { digestOf } from './digest.ts'
import type { Ourselves } from './kinds/kinds.ts'
import { packMail } from './pack.ts'
import { readMail, type Depth } from './parse.ts'

export interface ParseJob {
  raw: Uint8Array
  ourselves: Ourselves
  depth: Depth
  /** Of a mail with more HTML than that nothing is read (`readMail`). */
  mostHtml: number
}

giveWay()
const spent = createSweeper()

parentPort?.on('message', ({ raw, ourselves, depth, mostHtml }: ParseJob) => {
  makeRoomFor(raw.length)
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const mail = readMail(bytes, ourselves, depth, mostHtml)
  if (!mail) {
    parentPort?.postMessage(null)
    return spent([raw])
  }
  const packed = packMail(bytes)
  const attachments = mail.attachments.map((file) => ({ ...file, content: handedOn(file.content) }))
  const contents = attachments.map(({ content }) => content).filter((content) => Buffer.isBuffer(content))
  const large = contents.filter(({ length }) => length > smallBytes)
  // The memory of large ones goes with the mail, which would otherwise be there twice.
  parentPort?.postMessage({ ...mail, attachments, digest: digestOf(mail), packed }, handedOver(large))
  spent([
    raw,
    ...contents.filter((content) => !large.includes(content)),
    ...(packed.zstd ? [packed.zstd] : []),
  ])
})

/** To copy a small one costs less than to hand it over. */
const smallBytes = 128 * 1024

/** What lies encoded in memory that both ends see stays there. */
function handedOn(content: FileContent): FileContent {
  return isEncoded(content) && content.encoded.buffer instanceof SharedArrayBuffer
    ? content
    : inOwnMemory(wholeFile(content))
}

function handedOver(contents: Buffer[]): Transferable[] {
  return [...new Set(contents.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}
