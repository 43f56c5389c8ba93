import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/** Who talks in a call, the conference it became, and whether an officer's browser is a telephone. */
export function talks(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      const table = db.schema.createTable('call_legs')
      const withId =
        dialect === 'postgres'
          ? table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
          : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      await withId
        .addColumn('call_id', 'bigint', (c) => c.notNull().references('calls.id'))
        .addColumn('agent_id', 'bigint')
        .addColumn('sid', 'text', (c) => c.unique())
        .addColumn('place', 'text', (c) => c.notNull())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('asked_by', 'bigint')
        .addColumn('word', 'text')
        .addColumn('is_held', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('is_muted', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('call_legs_call').on('call_legs').column('call_id').execute()
      await db.schema
        .alterTable('calls')
        .addColumn('is_room', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema.alterTable('calls').addColumn('room_sid', 'text').execute()
      await db.schema
        .alterTable('agents')
        .addColumn('rings_browser', 'integer', (c) => c.notNull().defaultTo(1))
        .execute()
    },
  }
}
