import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

/** Short raw mails lie in the database; longer ones, and those of before, are files. */
export function shortMails(dialect: Db['dialect']): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('raw_mails')
        .addColumn('sha256', 'text', (c) => c.primaryKey())
        .addColumn('zstd', dialect === 'postgres' ? 'bytea' : 'blob', (c) => c.notNull())
        .execute()
    },
  }
}
