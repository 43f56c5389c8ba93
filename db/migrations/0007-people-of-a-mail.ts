import type { Migration } from 'kysely/migration'

/** Who else takes part in a ticket by mail, and who else a mail went to. */
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
    await db.schema.alterTable('messages').addColumn('cc', 'text').execute()
  },
}
