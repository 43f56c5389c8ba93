import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The citizen's private page of a ticket, files that a citizen hands in before the message, and answers carried to another address. */
export const privateLinks: Migration = {
  async up(db) {
    await db.schema
      .createTable('private_links')
      .addColumn('ticket_id', 'bigint', (c) => c.primaryKey().references('tickets.id').onDelete('cascade'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('sent_at', 'bigint')
      .execute()
    await db.schema.alterTable('attachments').addColumn('for_ticket_id', 'bigint').execute()
    await db.schema.alterTable('messages').addColumn('copy_of', 'bigint').execute()
    // Few messages are copies, and few wait to be read in a chat window, however many there are.
    await sql`create index messages_copies on messages (ticket_id, copy_of) where copy_of is not null`.execute(
      db,
    )
    await sql`create index messages_unread_in_chat on messages (created_at)
      where channel = 'chat' and direction = 'outbound' and author_kind = 'agent'
      and delivery_state in ('sent', 'delivered')`.execute(db)
  },
}
