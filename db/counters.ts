import type { Tx } from './db.ts'
import { directly } from './direct.ts'
import { firstOrThrow, prepared } from './prepared.ts'

interface Step {
  name: string
  count: number
}

/**
 * The next number of a series, starting at 1. The row stays locked until the transaction ends, so numbers
 * become visible in the order they were given, and a rolled-back one is given again: no gaps.
 */
export async function nextNumber(tx: Tx, name: string, count = 1): Promise<number> {
  if (!directly(tx)) return firstOrThrow(await beginOrAdvance(tx, { name, count })).value
  // As with a row that is inserted, RETURNING is dear on SQLite; between these two nobody else writes.
  await advance(tx, { name, count })
  const [row] = await select(tx, { name })
  return (row ?? firstOrThrow(await beginOrAdvance(tx, { name, count }))).value
}

const advance = prepared((db, { name, count }: Step) =>
  db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', '=', name),
)

const select = prepared((db, { name }: Pick<Step, 'name'>) =>
  db.selectFrom('counters').select('value').where('name', '=', name),
)

const beginOrAdvance = prepared((db, { name, count }: Step) =>
  db
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((on) => on.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })))
    .returning('value'),
)
