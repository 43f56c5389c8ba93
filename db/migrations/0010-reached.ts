import type { Migration } from 'kysely/migration'

/** Whom a mail reached already, while others of its recipients were refused. */
export const reached: Migration = {
  async up(db) {
    await db.schema.alterTable('messages').addColumn('reached', 'text').execute()
  },
}
