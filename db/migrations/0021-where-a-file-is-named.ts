import type { Migration } from 'kysely/migration'

/** Whether anything names a file is asked before it goes. */
export const whereAFileIsNamed: Migration = {
  async up(db) {
    await db.schema.createIndex('attachments_sha256').on('attachments').column('sha256').execute()
  },
}
