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

parentPort?.on('message', (jobs: ParseJob[]) => {
  let ready: Answer[] = []
  let since = performance.now()
  for (const [i, job] of jobs.entries()) {
    ready.push(read(job))
    const isEnough = ready.length === answersAtOnce || job.raw.length > smallBytes
    if (!isEnough && performance.now() - since < answerWithinMs && i < jobs.length - 1) continue
    parentPort?.postMessage(
      ready.map(({ mail }) => mail),
      ready.flatMap(({ handedOver }) => handedOver),
    )
    spent(ready.flatMap(({ left }) => left))
    ready = []
    since = performance.now()
  }
})

/** Each message wakes the event loop. So few together, and what is ready within so short a time, hold nobody up. */
const answersAtOnce = 32
const answerWithinMs = 20

interface Answer {
  /** Null of a mail that is to be read apart. */
  mail: object | null
  /** Memory that goes with it. */
  handedOver: Transferable[]
  /** What nobody needs here once it is posted. */
  left: Uint8Array[]
}

function read({ raw, ourselves, depth, mostHtml }: ParseJob): Answer {
  makeRoomFor(raw.length)
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const mail = readMail(bytes, ourselves, depth, mostHtml)
  if (!mail) return { mail, handedOver: [], left: [raw] }
  const packed = packMail(bytes)
  const attachments = mail.attachments.map((file) => ({ ...file, content: handedOn(file.content) }))
  const contents = attachments.map(({ content }) => content).filter((content) => Buffer.isBuffer(content))
  const large = contents.filter(({ length }) => length > smallBytes)
  const small = contents.filter((content) => !large.includes(content))
  return {
    mail: { ...mail, attachments, digest: digestOf(mail), packed },
    // The memory of large ones goes with the mail, which would otherwise be there twice.
    handedOver: handedOver(large),
    left: [raw, ...small, ...(packed.zstd ? [packed.zstd] : [])],
  }
}

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
