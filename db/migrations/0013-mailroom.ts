import type { Migration } from 'kysely/migration'

/** Addresses to which mail cannot be delivered, quarantined mails that somebody has looked after, and letters that were passed by. */
export const mailroom: Migration = {
  async up(db) {
    await db.schema
      .createTable('undeliverable')
      .addColumn('address', 'text', (c) => c.primaryKey())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.alterTable('mails').addColumn('settled_at', 'bigint').execute()
    await db.schema.alterTable('mails').addColumn('settled_by', 'bigint').execute()
    await db.schema
      .createTable('passed_letters')
      .addColumn('source', 'text', (c) => c.primaryKey())
      .execute()
  },
}
