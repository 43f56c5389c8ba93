/** The other end of `parser.ts`: one mail in, one mail understood out. */
import { parentPort } from 'node:worker_threads'
import type { Ourselves } from './kinds/kinds.ts'
import { parseMail, type Depth } from './parse.ts'

export interface ParseJob {
  raw: Uint8Array
  ourselves: Ourselves
  depth: Depth
}

parentPort?.on('message', ({ raw, ourselves, depth }: ParseJob) => {
  void parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), ourselves, depth).then((mail) =>
    parentPort?.postMessage(mail),
  )
})
