import type { Migration } from 'kysely/migration'

/** Answers that wait for their time, and what was taken back before it went. */
export const putOffAnswers: Migration = {
  async up(db) {
    await db.schema
      .createTable('put_off')
      .addColumn('message_id', 'bigint', (c) => c.primaryKey().references('messages.id').onDelete('cascade'))
      .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id').onDelete('cascade'))
      .addColumn('to_address', 'text', (c) => c.notNull())
      .addColumn('to_name', 'text')
      .addColumn('send_at', 'bigint', (c) => c.notNull())
      .addColumn('is_brief', 'integer', (c) => c.notNull())
      .addColumn('then_status', 'text')
      .addColumn('agent_id', 'bigint', (c) => c.notNull())
      .addColumn('seen_seq', 'integer', (c) => c.notNull())
      .addColumn('outdated', 'text')
      .execute()
    await db.schema.createIndex('put_off_send_at').on('put_off').column('send_at').execute()
    await db.schema.createIndex('put_off_ticket_id').on('put_off').column('ticket_id').execute()
    await db.schema.alterTable('messages').addColumn('withdrawn', 'text').execute()
  },
}
