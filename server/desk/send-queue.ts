/** What waits to be sent or could not be, as people see it. */
import { findIdentities } from '../../db/contacts.ts'
import type { Db } from '../../db/index.ts'
import { hurry as hurryRow } from '../../db/outbox.ts'
import { listPutOffIn, movePutOff } from '../../db/put-off.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import {
  countStillWaiting,
  countUnsettled,
  listUnsettled,
  type UnsettledRow,
  type UnsettledState,
} from '../../db/unsettled.ts'
import { notFound, TanyaError } from '../errors.ts'
import type { OutboxItem, OutboxPage } from '../wire/outbox.ts'
import { pickAddress } from './address.ts'
import { iso, isoOrNull } from './iso.ts'
import { presentLater } from './later/put-off.ts'

/** What ended badly before is history: its ticket has waited long enough to be seen. */
const shownMs = 7 * 24 * 3600_000

export type SendQueue = ReturnType<typeof createSendQueue>

export function createSendQueue(deps: { db: Db; wakeOutbox: () => void; wakeLater: () => void }) {
  const { db, wakeOutbox, wakeLater } = deps

  return {
    async page(
      states: readonly UnsettledState[],
      limit: number,
      beforeId: number | undefined,
    ): Promise<OutboxPage> {
      const since = Date.now() - shownMs
      const [rows, counts, stillWaiting] = await Promise.all([
        listUnsettled(db.read, { states, since, beforeId }, limit + 1),
        countUnsettled(db.read, since),
        countStillWaiting(db.read, since),
      ])
      const shown = rows.slice(0, limit)
      const nextCursor = rows.length > limit ? String(shown.at(-1)?.id) : null
      return { items: await present(db, shown), nextCursor, counts, stillWaiting }
    },

    /** Tries what waits now, or lets it go, whatever holds it back. Throws `conflict` while it is being tried. */
    async hurry(agent: AgentRow, messageId: number): Promise<void> {
      const found = await db.write(async (tx) =>
        (await movePutOff(tx, messageId, Date.now(), agent.id))
          ? 'freed'
          : hurryRow(tx, messageId, Date.now()),
      )
      if (found === 'freed') return wakeLater()
      if (found === 'missing') throw notFound('message that waits to be sent')
      if (found === 'sending') throw new TanyaError('conflict', 'It is being sent at this moment.')
      wakeOutbox()
    },
  }
}

async function present(db: Db, rows: UnsettledRow[]): Promise<OutboxItem[]> {
  const givenUp = rows.filter((row) => row.to_address === null).map((row) => row.contact_id)
  const identitiesOf = Map.groupBy(
    await findIdentities(db.read, [...new Set(givenUp)]),
    (one) => one.contact_id,
  )
  const putOff = await listPutOffIn(db.read, [...new Set(rows.map((row) => row.ticket_id))])
  const putOffOf = new Map(putOff.map((one) => [one.message_id, presentLater(one)]))
  return rows.map((row) => {
    const later = putOffOf.get(row.id)
    const to =
      row.to_address ?? pickAddress(identitiesOf.get(row.contact_id) ?? [], row.channel)?.address ?? null
    return {
      messageId: row.id,
      ticket: { id: row.ticket_id, number: row.ticket_number, subject: row.ticket_subject },
      channel: row.channel,
      to: to === null || row.channel === 'chat' ? null : hidden(to),
      author: row.author_name,
      state: row.delivery_state,
      error: row.delivery_error,
      attempts: row.attempts,
      ...(later && { later }),
      nextAttemptAt: isoOrNull(row.next_attempt_at),
      writtenAt: iso(row.created_at),
    }
  })
}

/** `budi.santoso@example.org` → `bu…so@example.org`, `+628123456789` → `+628…6789`: enough to know it again. */
export function hidden(address: string): string {
  const at = address.lastIndexOf('@')
  const [name, rest] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)]
  const kept = Math.min(at < 0 ? 4 : 2, Math.floor(name.length / 3))
  return `${name.slice(0, kept)}…${kept > 0 ? name.slice(-kept) : ''}${rest}`
}
