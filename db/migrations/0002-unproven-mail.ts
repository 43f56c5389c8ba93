import type { Migration } from 'kysely/migration'

/** A mail's From proves nothing, though the first version said so; the address goes on answering to its contact. */
export const unprovenMail: Migration = {
  async up(db) {
    await db.updateTable('identities').set({ is_verified: 0 }).where('kind', '=', 'email').execute()
  },
}
