import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/** Telephone calls, what happened in each, the recordings to fetch, and where officers are rung. */
export function calls(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      const table = db.schema.createTable('calls')
      const withId =
        dialect === 'postgres'
          ? table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
          : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      await withId
        .addColumn('sid', 'text', (c) => c.unique())
        .addColumn('client_id', 'text', (c) => c.unique())
        .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
        .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id'))
        .addColumn('direction', 'text', (c) => c.notNull())
        .addColumn('number', 'text')
        .addColumn('attestation', 'text', (c) => c.notNull())
        .addColumn('is_known', 'integer', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('stage', 'text', (c) => c.notNull())
        .addColumn('outcome', 'text')
        .addColumn('agent_id', 'bigint')
        .addColumn('turn', 'integer', (c) => c.notNull())
        .addColumn('talk', 'text', (c) => c.notNull())
        .addColumn('script', 'text', (c) => c.notNull())
        .addColumn('is_to_call_back', 'integer', (c) => c.notNull())
        .addColumn('queued_at', 'bigint')
        .addColumn('answered_at', 'bigint')
        .addColumn('ended_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('calls_ticket').on('calls').column('ticket_id').execute()
      await db.schema.createIndex('calls_message').on('calls').column('message_id').execute()
      // Few are ever alive or owed a call, however many there were.
      await sql`create index calls_alive on calls (queued_at)
        where stage <> 'over' or is_to_call_back = 1`.execute(db)
      await db.schema
        .createTable('recordings')
        .addColumn('sid', 'text', (c) => c.primaryKey())
        .addColumn('call_id', 'bigint', (c) => c.notNull().references('calls.id'))
        .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id'))
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('next_attempt_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await sql`create index recordings_due on recordings (next_attempt_at)
        where next_attempt_at is not null`.execute(db)
      await db.schema.alterTable('messages').addColumn('call_event', 'text').execute()
      await db.schema.alterTable('agents').addColumn('phone', 'text').execute()
      await db.schema
        .alterTable('agents')
        .addColumn('is_rung', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    },
  }
}
