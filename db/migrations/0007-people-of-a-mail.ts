import type { Migration } from 'kysely/migration'

/** Who else takes part in a ticket by mail; whom a mail came from, and who else it went to. */
export const peopleOfAMail: Migration = {
  async up(db) {
    await db.schema
      .createTable('ticket_people')
      .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id').onDelete('cascade'))
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('name', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('ticket_people_key', ['ticket_id', 'address'])
      .execute()
    await db.schema.alterTable('messages').addColumn('from_address', 'text').execute()
    await db.schema.alterTable('messages').addColumn('cc', 'text').execute()
  },
}
