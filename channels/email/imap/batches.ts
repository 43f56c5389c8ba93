/** Mails that are fetched together. */
import type { Waiting } from './fetch.ts'

export const bytesAtOnce = 4 * 1024 * 1024

/** Few enough bytes at a time to keep memory small; a large mail goes alone. */
export function* batches(mails: Waiting[], goesAlone: (uid: number) => boolean): Generator<Waiting[]> {
  let batch: Waiting[] = []
  for (const mail of mails) {
    const isFull = bytesOf(batch) + (mail.size ?? 0) > bytesAtOnce
    if (batch.length > 0 && (isFull || goesAlone(mail.uid))) {
      yield batch
      batch = []
    }
    batch.push(mail)
  }
  if (batch.length > 0) yield batch
}

export function bytesOf(batch: Waiting[]): number {
  return batch.reduce((sum, { size = 0 }) => sum + size, 0)
}
