import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What SMS and WhatsApp carry besides words, files still to be fetched, and who wants no more messages. */
export const texts: Migration = {
  async up(db) {
    await db.schema.alterTable('messages').addColumn('parts', 'text').execute()
    await db.schema
      .createTable('phones')
      .addColumn('address', 'text', (c) => c.primaryKey())
      .addColumn('sms_stopped_at', 'bigint')
      .addColumn('whatsapp_stopped_at', 'bigint')
      .addColumn('whatsapp_wrote_at', 'bigint')
      .execute()
    // Whoever wrote by WhatsApp just before may still be answered there.
    await sql`insert into phones (address, whatsapp_wrote_at)
      select identities.address, max(messages.created_at)
      from messages
      join tickets on tickets.id = messages.ticket_id
      join identities on identities.contact_id = tickets.contact_id
      where messages.channel = 'whatsapp' and messages.direction = 'inbound'
        and identities.kind = 'phone' and identities.owns_address = 1
      group by identities.address`.execute(db)
    await db.schema
      .createTable('incoming_files')
      .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id'))
      .addColumn('place', 'integer', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('content_type', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_attempt_at', 'bigint')
      .addPrimaryKeyConstraint('incoming_files_key', ['message_id', 'place'])
      .execute()
    await sql`create index incoming_files_due on incoming_files (next_attempt_at)
      where next_attempt_at is not null`.execute(db)
  },
}
