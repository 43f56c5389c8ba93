import type { Tx } from './index.ts'

/**
 * The next number of a series, starting at 1. The row stays locked until the transaction ends, so numbers
 * become visible in the order they were given, and a rolled-back one is given again: no gaps.
 */
export async function nextNumber(tx: Tx, name: string, count = 1): Promise<number> {
  const row = await tx
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((on) => on.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}
