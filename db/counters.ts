import type { Tx } from './db.ts'
import { firstOrThrow, prepared } from './prepared.ts'

/**
 * The next number of a series, starting at 1. The row stays locked until the transaction ends, so numbers
 * become visible in the order they were given, and a rolled-back one is given again: no gaps.
 */
export async function nextNumber(tx: Tx, name: string, count = 1): Promise<number> {
  return firstOrThrow(await advance(tx, { name, count })).value
}

const advance = prepared((db, { name, count }: { name: string; count: number }) =>
  db
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((on) => on.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })))
    .returning('value'),
)
