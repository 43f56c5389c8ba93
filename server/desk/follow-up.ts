/** A stranger's ticket that quotes another: an agent says whether the two are one. */
import { findIdentities } from '../../db/contacts.ts'
import { insertEvent } from '../../db/events.ts'
import type { Db, Queryable, Tx } from '../../db/index.ts'
import { isAtRest, moveMessages, moveThread } from '../../db/merging.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addTicketPeople } from '../../db/ticket-people.ts'
import { findTicket, updateTicket } from '../../db/tickets.ts'
import { notFound, TanyaError } from '../errors.ts'
import { appendNote, firstWords } from './thread.ts'

export type FollowUp = ReturnType<typeof createFollowUp>

export function createFollowUp({ db }: { db: Db }) {
  /**
   * Confirmed, its messages go on in the other ticket, in which its people take part from now on; else the question is
   * settled. Gives back the ticket where they are then. Throws `not-found`, or `conflict` where nothing is asked or an
   * answer is on its way.
   */
  return async function settleFollowUp(
    agent: AgentRow,
    ticketId: number,
    isConfirmed: boolean,
  ): Promise<TicketRow> {
    const settled = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      const other = ticket.possible_follow_up_of && (await findEndOfChain(tx, ticket.possible_follow_up_of))
      if (!other) throw new TanyaError('conflict', 'Nothing says that this ticket follows up another.')
      if (isConfirmed) await merge(tx, agent, ticket, other)
      else await updateTicket(tx, ticketId, { possible_follow_up_of: null })
      await insertEvent(tx, { type: 'ticket:changed', ticketId, now: Date.now() })
      return findTicket(tx, isConfirmed ? other.id : ticketId)
    })
    if (!settled) throw notFound('ticket')
    return settled
  }
}

/** A ticket, or the one it was merged into, also over several. */
export async function findEndOfChain(db: Queryable, id: number): Promise<TicketRow | undefined> {
  let ticket = await findTicket(db, id)
  for (let steps = 0; ticket?.merged_into && steps < longestChain; steps++)
    ticket = await findTicket(db, ticket.merged_into)
  return ticket
}

const longestChain = 20

async function merge(tx: Tx, agent: AgentRow, from: TicketRow, into: TicketRow): Promise<void> {
  if (!(await isAtRest(tx, from.id)))
    throw new TanyaError('conflict', 'An answer in this ticket is on its way. Try again when it is sent.')
  const now = Date.now()
  const moved = await moveMessages(tx, from.id, into.id, now)
  await moveThread(tx, from.id, into.id)
  const ways = await findIdentities(tx, [from.contact_id])
  const people = ways.filter(({ kind }) => kind === 'email').map(({ address }) => ({ address, name: null }))
  await addTicketPeople(tx, into.id, people, now)
  const last = moved.findLast(({ direction }) => direction === 'inbound')
  await updateTicket(tx, into.id, {
    ...(last && { last_message_at: now, preview: firstWords(last.text || last.quoted || '') }),
    ...(from.is_waiting === 1 && { is_waiting: 1, status: into.status === 'new' ? 'new' : 'open' }),
  })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: into.id, now })
  const text = `Digabungkan ke tiket ${into.number}.`
  await appendNote(
    tx,
    from,
    { by: agent, text, created_at: now },
    { status: 'closed', is_waiting: 0, possible_follow_up_of: null, merged_into: into.id },
  )
}
