/** The other end of `disk-thread.ts`. What is asked for at once is done side by side, as far as it waits for the disk. */
import { parentPort } from 'node:worker_threads'
import { isEncoded, received } from '../../../channels/lib/file-content.ts'
import { giveWay } from '../../../channels/lib/give-way.ts'
import { createSweeper, makeRoomFor } from '../../../channels/lib/spent-memory.ts'
import { checkpoint, closeDatabase } from '../../../db/checkpoint.ts'
import { keepFile, type FileToKeep } from './kept-file.ts'

export type Wish = { keep: FileToKeep } | { checkpoint: string } | { close: string }

export type Answer = { number: number } & (
  { sha256: string | null } | { failure: { message: string; code: string | undefined } }
)

giveWay()
parentPort?.on('message', ({ number, wish }: { number: number; wish: Wish }) => {
  const answer = (given: Answer) => parentPort?.postMessage(given)
  fulfil(wish).then(
    (sha256) => answer({ number, sha256 }),
    ({ message, code }: NodeJS.ErrnoException) => answer({ number, failure: { message, code } }),
  )
})

async function fulfil(wish: Wish): Promise<string | null> {
  if ('keep' in wish) return keep(wish.keep)
  if ('checkpoint' in wish) checkpoint(wish.checkpoint)
  else closeDatabase(wish.close)
  return null
}

const spent = createSweeper()

async function keep(file: FileToKeep): Promise<string> {
  const content = received(file.content)
  makeRoomFor(content.length)
  try {
    return await keepFile({ ...file, content })
  } finally {
    spent([isEncoded(content) ? content.encoded : content])
  }
}
