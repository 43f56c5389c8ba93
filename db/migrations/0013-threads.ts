import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Where a ticket's mail asks that its answer goes, and into which ticket it was merged. */
export const threads: Migration = {
  async up(db) {
    await db.schema.alterTable('tickets').addColumn('reply_to', 'text').execute()
    await db.schema.alterTable('tickets').addColumn('merged_into', 'bigint').execute()
    await sql`create index tickets_merged on tickets (merged_into) where merged_into is not null`.execute(db)
  },
}
