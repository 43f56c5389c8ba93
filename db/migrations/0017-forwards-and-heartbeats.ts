import type { Migration } from 'kysely/migration'

/** Mails of citizens that an officer passed on, until somebody says whose they are; and when each mailbox was last read. */
export const forwardsAndHeartbeats: Migration = {
  async up(db) {
    await db.schema
      .createTable('forwards')
      .addColumn('ticket_id', 'bigint', (c) => c.primaryKey())
      .addColumn('message_id', 'bigint', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('name', 'text')
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('cover', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('mailbox_beats')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('health', 'text', (c) => c.notNull())
      .addColumn('last_sign', 'bigint', (c) => c.notNull())
      .addColumn('told_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
