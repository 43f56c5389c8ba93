/** What stays of an answer that was taken back before it went. */
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { Message } from '../../wire/message.ts'

export type Withdrawn = NonNullable<Message['withdrawn']>

/** A trace for colleagues: no answer any more, nor anybody's word that would stop another one. */
export function withdrawnColumns(withdrawn: Withdrawn): Partial<MessageRow> {
  return {
    direction: 'internal',
    author_kind: 'system',
    author_id: null,
    author_name: null,
    delivery_state: null,
    delivery_error: null,
    delivery_note: null,
    provider_id: null,
    withdrawn: JSON.stringify(withdrawn),
  }
}

export function withdrawnIn({ withdrawn }: Pick<MessageRow, 'withdrawn'>): Withdrawn | null {
  return withdrawn === null ? null : (JSON.parse(withdrawn) as Withdrawn)
}
