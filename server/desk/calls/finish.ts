/** The end of a call: what came of it, and whether somebody is to call back. */
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallOutcome, CallRow, CallStatusName } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import { settleCallBacks } from '../../../db/calls.ts'
import { noteEvent, tellCard } from './call-events.ts'
import { changeCall } from './call-state.ts'
import { isOwnTicket } from './own-ticket.ts'
import { talkOf } from './talk.ts'

const rank: Record<CallStatusName, number> = {
  queued: 0,
  initiated: 1,
  ringing: 2,
  'in-progress': 3,
  completed: 4,
  busy: 4,
  failed: 4,
  'no-answer': 4,
  canceled: 4,
}

export const isFinal = (status: CallStatusName) => rank[status] === rank.completed

/** Reports come late and in the wrong order: a status never goes back. */
export const isNews = (before: CallStatusName, status: CallStatusName) => rank[status] > rank[before]

const toCallBack = new Set<CallOutcome>(['message', 'call-back', 'abandoned', 'missed'])

/** Ends a locked call; one that is over already stays as it is. */
export async function finish(
  tx: Tx,
  call: CallRow,
  now: number,
  told: { outcome?: CallOutcome; seconds?: number | null } = {},
): Promise<CallRow> {
  if (call.stage === 'over') return call
  const outcome = told.outcome ?? outcomeOf(call)
  const isToCallBack = call.direction === 'inbound' && call.number !== null && toCallBack.has(outcome)
  const over = await changeCall(
    tx,
    call,
    { stage: 'over', outcome, ended_at: now, is_to_call_back: isToCallBack ? 1 : 0 },
    now,
  )
  const ticket = await findTicket(tx, call.ticket_id)
  if (!ticket) return over
  const talked = call.answered_at === null ? 0 : Math.round((now - call.answered_at) / 1000)
  const seconds = told.seconds ?? talked
  await noteEvent(tx, ticket, call, { kind: 'ended', outcome, seconds }, now)
  await followUp(tx, over, ticket, now)
  return over
}

/** A message that arrives after the end was told is what came of the call after all. */
export async function leftMessage(tx: Tx, call: CallRow, now: number): Promise<void> {
  if (call.stage !== 'over' || call.outcome === 'message' || call.outcome === 'answered') return
  await changeCall(tx, call, { outcome: 'message', is_to_call_back: call.number === null ? 0 : 1 }, now)
}

function outcomeOf(call: CallRow): CallOutcome {
  const talk = talkOf(call)
  if (call.direction === 'outbound') return call.answered_at === null ? 'unreached' : 'answered'
  if (call.answered_at !== null) return 'answered'
  if (talk.hasMessage) return 'message'
  if (talk.wantsCallBack) return 'call-back'
  if (call.queued_at !== null) return 'abandoned'
  return talk.isInformed ? 'informed' : 'missed'
}

/** A citizen who was talked to is answered; one who got what they called for needs nobody, but what they asked before does. */
async function followUp(tx: Tx, call: CallRow, ticket: TicketRow, now: number): Promise<void> {
  if (call.outcome === 'answered') {
    const at = call.answered_at ?? now
    await updateTicket(tx, ticket.id, {
      is_waiting: 0,
      first_replied_at: ticket.first_replied_at ?? at,
      ...(ticket.status === 'new' ? { status: 'open' } : {}),
    })
    for (const settled of await settleCallBacks(tx, ticket.id)) await tellCard(tx, settled, now)
  } else if (
    call.outcome === 'informed' &&
    ticket.status === 'new' &&
    (await isOwnTicket(tx, call, ticket))
  ) {
    await updateTicket(tx, ticket.id, { is_waiting: 0, status: 'solved' })
  } else return
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
}
