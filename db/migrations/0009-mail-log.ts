import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Whether a mail's sender is proven; whom each mail of the ledger is from, and what is still on its way out. */
export const mailLog: Migration = {
  async up(db) {
    await db.schema.alterTable('messages').addColumn('auth', 'text').execute()
    for (const column of ['from_address', 'from_name', 'subject', 'auth'])
      await db.schema.alterTable('mails').addColumn(column, 'text').execute()
    await sql`update mails set
      from_address = (select from_address from messages where messages.id = mails.message_id),
      from_name = (select author_name from messages where messages.id = mails.message_id),
      subject = (select subject from tickets where tickets.id = mails.ticket_id)
      where message_id is not null`.execute(db)
    // Few messages are in these states, however many there are.
    await sql`create index messages_unsettled on messages (id)
      where delivery_state in ('queued', 'sending', 'failed', 'uncertain')`.execute(db)
  },
}
