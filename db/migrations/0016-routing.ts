import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/** Who is offered which chat; what agents say of themselves; what is known of visitors, and who is kept out. */
export function routing(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      const agents = (
        change: (alter: ReturnType<typeof db.schema.alterTable>) => { execute(): Promise<void> },
      ) => change(db.schema.alterTable('agents')).execute()
      await agents((a) => a.addColumn('availability', 'text', (c) => c.notNull().defaultTo('available')))
      await agents((a) => a.addColumn('citizen_name', 'text'))
      await agents((a) => a.addColumn('picture', 'text'))
      await agents((a) => a.addColumn('is_named', 'integer', (c) => c.notNull().defaultTo(1)))
      await agents((a) => a.addColumn('desk_seen_at', 'bigint'))
      await agents((a) => a.addColumn('offered_at', 'bigint'))
      // So the first admin was called, unasked.
      await sql`update agents set is_named = 0 where name = 'Admin' and role = 'admin'`.execute(db)

      for (const [column, type] of [
        ['offered_to', 'bigint'],
        ['offered_by', 'bigint'],
        ['offer_until', 'bigint'],
      ] as const)
        await db.schema.alterTable('tickets').addColumn(column, type).execute()
      await sql`create index tickets_offered_to on tickets (offered_to) where offered_to is not null`.execute(
        db,
      )
      await db.schema
        .createTable('chat_passes')
        .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
        .addColumn('agent_id', 'bigint', (c) => c.notNull().references('agents.id'))
        .addColumn('is_declined', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('chat_passes_pk', ['ticket_id', 'agent_id'])
        .execute()
      await db.schema
        .createTable('team_members')
        .addColumn('team_id', 'bigint', (c) => c.notNull().references('teams.id').onDelete('cascade'))
        .addColumn('agent_id', 'bigint', (c) => c.notNull().references('agents.id'))
        .addPrimaryKeyConstraint('team_members_pk', ['team_id', 'agent_id'])
        .execute()
      await db.schema
        .createTable('team_themes')
        .addColumn('theme', 'text', (c) => c.primaryKey())
        .addColumn('team_id', 'bigint', (c) => c.notNull().references('teams.id').onDelete('cascade'))
        .execute()

      for (const column of ['page', 'device', 'visitor_language', 'address_key'])
        await db.schema.alterTable('chats').addColumn(column, 'text').execute()
      await db.schema
        .alterTable('contacts')
        .addColumn('is_trusted', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      const blocks = db.schema.createTable('blocks')
      await (
        dialect === 'postgres'
          ? blocks.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
          : blocks.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      )
        .addColumn('contact_id', 'bigint', (c) => c.notNull().references('contacts.id'))
        .addColumn('address_key', 'text')
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('agent_id', 'bigint', (c) => c.notNull().references('agents.id'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('lifted_at', 'bigint')
        .execute()
      await db.schema.createIndex('blocks_contact_id').on('blocks').columns(['contact_id']).execute()
      await db.schema.createIndex('blocks_address_key').on('blocks').columns(['address_key']).execute()
      await db.schema
        .createTable('scans')
        .addColumn('sha256', 'text', (c) => c.primaryKey())
        .addColumn('found', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
    },
  }
}
