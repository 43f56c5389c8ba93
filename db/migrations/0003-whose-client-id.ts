import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A citizen's window and an agent's screen each choose clientIds, and neither may stand in the other's way: answers get
 * a column of their own. (SQLite cannot loosen a key without writing the whole table anew.) And a mail's content gets
 * a digest, since a Message-ID alone does not tell one mail from another.
 */
export const whoseClientId: Migration = {
  async up(db) {
    await db.schema.alterTable('messages').addColumn('reply_client_id', 'text').execute()
    await db.schema.alterTable('messages').addColumn('content_digest', 'text').execute()
    await sql`update messages set reply_client_id = client_id, client_id = null
      where direction = 'outbound' and client_id is not null`.execute(db)
    await db.schema
      .createIndex('messages_reply_client_id')
      .unique()
      .on('messages')
      .columns(['ticket_id', 'reply_client_id'])
      .execute()
  },
}
