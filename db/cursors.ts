import type { Queryable, Tx } from './db.ts'

export async function readCursor(db: Queryable, name: string): Promise<string | null> {
  const row = await db.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

export async function writeCursor(tx: Tx, name: string, value: string): Promise<void> {
  await tx
    .insertInto('cursors')
    .values({ name, value })
    .onConflict((on) => on.column('name').doUpdateSet({ value }))
    .execute()
}
