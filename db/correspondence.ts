/** What went between us and one contact, in whatever ticket. */
import type { Queryable } from './db.ts'
import type { MessageRow } from './schema/messages.ts'
import type { ChannelName } from './schema/values.ts'

/** The last that we sent a contact by a channel since `since`, in whatever ticket. */
export function lastOutboundTo(
  db: Queryable,
  contactId: number,
  channel: ChannelName,
  since: number,
): Promise<MessageRow | undefined> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('ticket_id', 'in', (eb) =>
      eb.selectFrom('tickets').select('id').where('contact_id', '=', contactId),
    )
    .where('direction', '=', 'outbound')
    .where('channel', '=', channel)
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
