import type { Migration } from 'kysely/migration'

/** Where a ticket's mail asks that its answer goes, when that is not its From. */
export const replyTo: Migration = {
  async up(db) {
    await db.schema.alterTable('tickets').addColumn('reply_to', 'text').execute()
  },
}
