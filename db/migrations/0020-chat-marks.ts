import type { Migration } from 'kysely/migration'

/** How far the office has come in a chat: what reached a screen there, and what somebody has looked at. */
export const chatMarks: Migration = {
  async up(db) {
    for (const column of ['delivered_seq', 'read_seq'])
      await db.schema
        .alterTable('chats')
        .addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
        .execute()
  },
}
