import type { Queryable, Tx } from './db.ts'

export function findScan(db: Queryable, sha256: string): Promise<{ found: string | null } | undefined> {
  return db.selectFrom('scans').select('found').where('sha256', '=', sha256).executeTakeFirst()
}

export async function insertScan(tx: Tx, sha256: string, found: string | null, now: number): Promise<void> {
  await tx
    .insertInto('scans')
    .values({ sha256, found, created_at: now })
    .onConflict((on) => on.column('sha256').doUpdateSet({ found, created_at: now }))
    .execute()
}
