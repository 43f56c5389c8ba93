import { randomBytes } from 'node:crypto'
import type { Db, Queryable, Tx } from './db.ts'

export async function readSetting(db: Queryable, name: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

export async function writeSetting(tx: Tx, name: string, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ name, value })
    .onConflict((on) => on.column('name').doUpdateSet({ value }))
    .execute()
}

/** A random secret of 256 bits that this office's database makes once and keeps. */
export async function keptSecret(db: Db, name: string): Promise<string> {
  return db.write(async (tx) => {
    const kept = await readSetting(tx, name)
    if (kept) return kept
    const secret = randomBytes(32).toString('base64url')
    await writeSetting(tx, name, secret)
    return secret
  })
}
