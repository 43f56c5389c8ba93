import { sql } from 'kysely'
import { nextNumber } from './counters.ts'
import type { Queryable, Tx } from './db.ts'
import type { NewRevisionRow, RevisionRow, RevisionState } from './schema/library.ts'

export function findRevision(db: Queryable, id: number): Promise<RevisionRow | undefined> {
  return db.selectFrom('revisions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The draft or proposal of a file that is under way. */
export function findOpenRevision(db: Queryable, path: string): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('path', '=', path)
    .where('state', 'in', ['draft', 'proposed'])
    .executeTakeFirst()
}

export function listOpenRevisions(db: Queryable): Promise<RevisionRow[]> {
  return db.selectFrom('revisions').selectAll().where('state', 'in', ['draft', 'proposed']).execute()
}

/** Newest first, from before an id. */
export function listRevisions(
  db: Queryable,
  filter: {
    path?: string | undefined
    state?: RevisionState | undefined
    before?: number | undefined
    limit: number
  },
): Promise<RevisionRow[]> {
  let query = db.selectFrom('revisions').selectAll()
  if (filter.path !== undefined) query = query.where('path', '=', filter.path)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.before !== undefined) query = query.where('id', '<', filter.before)
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}

/** The newest publication of each file. */
export function listPublished(db: Queryable): Promise<RevisionRow[]> {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('published_number', 'in', (eb) =>
      eb
        .selectFrom('revisions as other')
        .select((e) => e.fn.max('other.published_number').as('newest'))
        .groupBy('other.path'),
    )
    .orderBy('published_number')
    .execute()
}

/** Every text a file ever had here: those published, and those they were written on. */
export async function listTextsOf(db: Queryable, path: string): Promise<string[]> {
  const rows = await db
    .selectFrom('revisions')
    .select(['text', 'base_text'])
    .where('path', '=', path)
    .where('state', '=', 'published')
    .execute()
  return rows.flatMap((row) => [row.text, row.base_text])
}

/** 0 before the first publication. */
export async function latestPublication(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('revisions')
    .select((eb) => eb.fn.max('published_number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

/** Throws a unique violation when another revision of the file is open. */
export function insertRevision(tx: Tx, row: NewRevisionRow): Promise<RevisionRow> {
  return tx.insertInto('revisions').values(row).returningAll().executeTakeFirstOrThrow()
}

export async function updateRevision(tx: Tx, id: number, change: Partial<RevisionRow>): Promise<void> {
  await tx.updateTable('revisions').set(change).where('id', '=', id).execute()
}

export function nextPublication(tx: Tx): Promise<number> {
  return nextNumber(tx, 'publications')
}

/** The file on disk has caught up with what was published. */
export async function markExported(tx: Tx, ids: number[], now: number): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('revisions')
    .set({ exported_at: sql`coalesce(exported_at, ${now})` })
    .where('id', 'in', ids)
    .execute()
}
