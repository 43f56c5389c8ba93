import type { Migration } from 'kysely/migration'

/** A mail's source names its mailbox, UIDVALIDITY and UID: each batch asks which of them are known. */
export const whereAMailLies: Migration = {
  async up(db) {
    await db.schema.createIndex('mails_source').on('mails').column('source').execute()
  },
}
