import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/**
 * Edits of the answer library, and which answers each message carried: one reply can give two, and "who received
 * the old answer" must be one query.
 */
export function revisions(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      const table = db.schema.createTable('revisions')
      const withId =
        dialect === 'postgres'
          ? table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
          : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      await withId
        .addColumn('path', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('base_text', 'text', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('comment', 'text')
        .addColumn('author_id', 'bigint', (c) => c.notNull().references('agents.id'))
        .addColumn('approver_id', 'bigint', (c) => c.references('agents.id'))
        .addColumn('published_number', 'bigint', (c) => c.unique())
        .addColumn('published_at', 'bigint')
        .addColumn('exported_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('revisions_path').on('revisions').columns(['path', 'id']).execute()
      // Two people never write on one file at once without knowing of each other.
      await sql`create unique index revisions_open on revisions (path)
        where state in ('draft', 'proposed')`.execute(db)

      await db.schema
        .createTable('message_answers')
        .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id').onDelete('cascade'))
        .addColumn('answer', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('message_answers_key', ['message_id', 'answer'])
        .execute()
      await db.schema
        .createIndex('message_answers_version')
        .on('message_answers')
        .columns(['answer', 'version', 'message_id'])
        .execute()
      await sql`insert into message_answers (message_id, answer, version)
        select id, answer, answer_version from messages
        where answer is not null and answer_version is not null`.execute(db)
    },
  }
}
