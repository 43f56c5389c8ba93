import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is owed to a new ticket, at most once: the key is the ticket. */
export const acknowledgements: Migration = {
  async up(db) {
    await db.schema
      .createTable('acknowledgements')
      .addColumn('ticket_id', 'bigint', (c) => c.primaryKey().references('tickets.id').onDelete('cascade'))
      .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id').onDelete('cascade'))
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('body_digest', 'text')
      .addColumn('outcome', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('settled_at', 'bigint')
      .execute()
    // Few rows are ever owed, and few were sent within a day, however many there are.
    await sql`create index acknowledgements_owed on acknowledgements (ticket_id)
      where outcome is null`.execute(db)
    await sql`create index acknowledgements_sent on acknowledgements (settled_at, address)
      where outcome = 'sent'`.execute(db)
  },
}
