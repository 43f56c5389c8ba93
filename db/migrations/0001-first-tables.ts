import { sql, type CreateTableBuilder, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from '../db.ts'

type AnyTable = CreateTableBuilder<string, never>

export function firstTables(dialect: Db['dialect']): Migration {
  const isPostgres = dialect === 'postgres'

  /** A table with an `id` that is never given twice, not even after a deletion. */
  function withId(db: Kysely<unknown>, name: string) {
    const table = db.schema.createTable(name)
    return isPostgres
      ? table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
      : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
  }

  return {
    async up(db) {
      await db.schema
        .createTable('counters')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('settings')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .execute()

      await withId(db, 'agents')
        .addColumn('email', 'text', (c) => c.notNull().unique())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('password_hash', 'text', (c) => c.notNull())
        .addColumn('is_active', 'integer', (c) => c.notNull().defaultTo(1))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('sessions')
        .addColumn('token_hash', 'text', (c) => c.primaryKey())
        .addColumn('agent_id', 'bigint', (c) => c.notNull().references('agents.id').onDelete('cascade'))
        .addColumn('csrf_token', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('seen_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('api_tokens')
        .addColumn('token_hash', 'text', (c) => c.primaryKey())
        .addColumn('agent_id', 'bigint', (c) => c.notNull().references('agents.id').onDelete('cascade'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await withId(db, 'teams')
        .addColumn('name', 'text', (c) => c.notNull().unique())
        .execute()

      await withId(db, 'contacts')
        .addColumn('name', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await withId(db, 'identities')
        .addColumn('contact_id', 'bigint', (c) => c.notNull().references('contacts.id'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('address', 'text', (c) => c.notNull().check(sql`address <> ''`))
        .addColumn('is_verified', 'integer', (c) => c.notNull())
        .addColumn('owns_address', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('identities_once_a_contact', ['contact_id', 'kind', 'address'])
        .execute()
      await db.schema
        .createIndex('identities_one_owner')
        .unique()
        .on('identities')
        .columns(['kind', 'address'])
        .where(sql.ref('owns_address'), '=', 1)
        .execute()

      await ticketColumns(withId(db, 'tickets') as AnyTable).execute()
      await index(db, 'tickets', ['last_message_at', 'id'])
      await index(db, 'tickets', ['created_at', 'id'])
      await index(db, 'tickets', ['status', 'last_message_at', 'id'])
      await index(db, 'tickets', ['assignee_id', 'last_message_at', 'id'])
      await index(db, 'tickets', ['contact_id', 'channel', 'last_message_at'])
      await db.schema
        .createTable('ticket_tags')
        .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
        .addColumn('tag', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('ticket_tags_pk', ['ticket_id', 'tag'])
        .execute()
      await index(db, 'ticket_tags', ['tag', 'ticket_id'])

      await messageColumns(withId(db, 'messages') as AnyTable).execute()
      await index(db, 'messages', ['channel', 'provider_id'])
      await withId(db, 'attachments')
        .addColumn('message_id', 'bigint', (c) => c.references('messages.id'))
        .addColumn('uploaded_by', 'bigint', (c) => c.references('agents.id'))
        .addColumn('filename', 'text', (c) => c.notNull())
        .addColumn('content_type', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('is_inline', 'integer', (c) => c.notNull())
        .addColumn('content_id', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await index(db, 'attachments', ['message_id'])

      await db.schema
        .createTable('mail_ids')
        .addColumn('message_id', 'text', (c) => c.notNull().check(sql`message_id <> ''`))
        .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
        .addPrimaryKeyConstraint('mail_ids_pk', ['message_id', 'ticket_id'])
        .execute()
      await db.schema
        .createTable('outbox')
        .addColumn('message_id', 'bigint', (c) => c.primaryKey().references('messages.id'))
        .addColumn('ticket_id', 'bigint', (c) => c.notNull())
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('to_address', 'text', (c) => c.notNull())
        .addColumn('to_name', 'text')
        .addColumn('mail_message_id', 'text')
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('next_attempt_at', 'bigint', (c) => c.notNull())
        .addColumn('leased_until', 'bigint')
        .execute()
      await index(db, 'outbox', ['next_attempt_at'])
      await index(db, 'outbox', ['ticket_id', 'message_id'])
      await db.schema
        .createTable('early_reports')
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('provider_id', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('error', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('early_reports_pk', ['channel', 'provider_id', 'state'])
        .execute()
      await db.schema
        .createTable('chats')
        .addColumn('ticket_id', 'bigint', (c) => c.primaryKey().references('tickets.id'))
        .addColumn('token_version', 'integer', (c) => c.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('rating', 'integer')
        .addColumn('rating_comment', 'text')
        .execute()

      await withId(db, 'mails')
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('bucket', 'text')
        .addColumn('error', 'text')
        .addColumn('ticket_id', 'bigint')
        .addColumn('message_id', 'bigint')
        .addColumn('received_at', 'bigint', (c) => c.notNull())
        .execute()
      await index(db, 'mails', ['sha256'])
      await index(db, 'mails', ['bucket', 'id'])
      await db.schema
        .createTable('cursors')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('events')
        .addColumn('number', 'bigint', (c) => c.primaryKey())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('ticket_id', 'bigint', (c) => c.notNull())
        .addColumn('message_id', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await createSearch(db)
    },
  }

  async function createSearch(db: Kysely<unknown>) {
    if (isPostgres) {
      await sql`create table search (ticket_id bigint not null, body text not null,
        words tsvector generated always as (to_tsvector('indonesian', body)) stored)`.execute(db)
      await sql`create index search_words on search using gin (words)`.execute(db)
    } else {
      await sql`create virtual table search using fts5 (ticket_id unindexed, body,
        tokenize = 'unicode61 remove_diacritics 2')`.execute(db)
    }
  }
}

function ticketColumns(table: AnyTable) {
  return table
    .addColumn('number', 'text', (c) => c.notNull().unique())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('priority', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('contact_id', 'bigint', (c) => c.notNull().references('contacts.id'))
    .addColumn('assignee_id', 'bigint', (c) => c.references('agents.id'))
    .addColumn('team_id', 'bigint', (c) => c.references('teams.id'))
    .addColumn('service', 'text')
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('possible_follow_up_of', 'bigint', (c) => c.references('tickets.id'))
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .addColumn('preview', 'text', (c) => c.notNull())
    .addColumn('is_waiting', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('last_message_at', 'bigint', (c) => c.notNull())
    .addColumn('first_reply_due_at', 'bigint')
    .addColumn('resolution_due_at', 'bigint')
    .addColumn('first_replied_at', 'bigint')
}

function messageColumns(table: AnyTable) {
  return table
    .addColumn('ticket_id', 'bigint', (c) => c.notNull().references('tickets.id'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('author_kind', 'text', (c) => c.notNull())
    .addColumn('author_id', 'bigint')
    .addColumn('author_name', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('quoted', 'text')
    .addColumn('html', 'text')
    .addColumn('answer', 'text')
    .addColumn('answer_version', 'text')
    .addColumn('client_id', 'text')
    .addColumn('external_id', 'text', (c) => c.unique().check(sql`external_id <> ''`))
    .addColumn('delivery_state', 'text')
    .addColumn('delivery_error', 'text')
    .addColumn('delivery_note', 'text')
    .addColumn('provider_id', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('messages_seq', ['ticket_id', 'seq'])
    .addUniqueConstraint('messages_client_id', ['ticket_id', 'client_id'])
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()
}
