import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/** What became of suggestions, and what the suggester learns from that. */
export function learning(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('suggestion_fates')
        .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
        .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id'))
        .addColumn('answer', 'text', (c) => c.notNull())
        .addColumn('answer_version', 'text', (c) => c.notNull())
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('score', 'real', (c) => c.notNull())
        .addColumn('is_sure', 'integer', (c) => c.notNull())
        .addColumn('fate', 'text', (c) => c.notNull())
        .addColumn('agent_id', 'bigint', (c) => c.notNull())
        .addColumn('shown_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_at', 'bigint')
        .addPrimaryKeyConstraint('suggestion_fates_pk', ['ticket_id', 'message_id', 'answer'])
        .execute()
      // Holds all that is counted, so that months of it are never read row by row.
      await db.schema
        .createIndex('suggestion_fates_shown_at')
        .on('suggestion_fates')
        .columns(['shown_at', 'answer', 'fate'])
        .execute()

      const lessons = db.schema.createTable('lessons')
      const withId =
        dialect === 'postgres'
          ? lessons.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
          : lessons.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      await withId
        .addColumn('digest', 'text', (c) => c.notNull().unique())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('answer', 'text', (c) => c.notNull())
        .addColumn('verdict', 'text', (c) => c.notNull())
        .addColumn('times', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('lessons_updated_at').on('lessons').columns(['updated_at', 'id']).execute()
    },
  }
}
