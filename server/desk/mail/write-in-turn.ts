import type { Turn } from '../../../channels/email/index.ts'
import type { Db, Tx } from '../../../db/index.ts'

/** Writes when it is our turn. Where the database keeps the order in which it was asked, the next need not wait for our commit. */
export async function writeInTurn<T>(
  db: Db,
  turn: Turn | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  await turn?.mine()
  const written = db.write(work)
  if (db.writesInOrder) turn?.next()
  return written
}
