import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { ChannelName } from './schema/values.ts'

export interface SentVersion {
  version: string
  sent: number
  first_at: number
  last_at: number
}
export interface SentAnswer {
  message_id: number
  ticket_id: number
  number: string
  contact_name: string | null
  channel: ChannelName
  version: string
  created_at: number
  author_id: number | null
  author_name: string | null
}

export async function insertMessageAnswers(
  tx: Tx,
  messageId: number,
  answers: readonly { answer: string; version: string }[],
): Promise<void> {
  for (const { answer, version } of answers) await insertOne(tx, { message_id: messageId, answer, version })
}

const insertOne = prepared((db, row: { message_id: number; answer: string; version: string }) =>
  db
    .insertInto('message_answers')
    .values(row)
    .onConflict((on) => on.doNothing()),
)

/** What a message carried, in no order. */
export function listMessageAnswers(
  db: Queryable,
  messageId: number,
): Promise<{ answer: string; version: string }[]> {
  return db
    .selectFrom('message_answers')
    .select(['answer', 'version'])
    .where('message_id', '=', messageId)
    .execute()
}

/** Each version of an answer that was sent, the latest first. What failed, or waits for its time, reached nobody. */
export async function listSentVersions(db: Queryable, answer: string): Promise<SentVersion[]> {
  const rows = await sentOf(db, answer)
    .select((eb) => [
      'message_answers.version',
      eb.fn.countAll<number>().as('sent'),
      eb.fn.min('messages.created_at').as('first_at'),
      eb.fn.max('messages.created_at').as('last_at'),
    ])
    .groupBy('message_answers.version')
    .orderBy('last_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, sent: Number(row.sent) }))
}

/** Who received an answer, the latest first, from before a message; in one version, in all but one, or in any. */
export function listSentAnswers(
  db: Queryable,
  answer: string,
  filter: {
    version?: string | undefined
    notVersion?: string | undefined
    before?: number | undefined
    limit: number
  },
): Promise<SentAnswer[]> {
  let query = sentOf(db, answer)
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .innerJoin('contacts', 'contacts.id', 'tickets.contact_id')
    .select([
      'messages.id as message_id',
      'messages.ticket_id',
      'tickets.number',
      'contacts.name as contact_name',
      'messages.channel',
      'message_answers.version',
      'messages.created_at',
      'messages.author_id',
      'messages.author_name',
    ])
  if (filter.version !== undefined) query = query.where('message_answers.version', '=', filter.version)
  if (filter.notVersion !== undefined) query = query.where('message_answers.version', '!=', filter.notVersion)
  if (filter.before !== undefined) query = query.where('messages.id', '<', filter.before)
  return query.orderBy('messages.id', 'desc').limit(filter.limit).execute()
}

function sentOf(db: Queryable, answer: string) {
  return db
    .selectFrom('message_answers')
    .innerJoin('messages', 'messages.id', 'message_answers.message_id')
    .where('message_answers.answer', '=', answer)
    .where('messages.direction', '=', 'outbound')
    .where('messages.delivery_state', '!=', 'failed')
}
