/** Call row → wire. */
import { findAgents, type AgentFace } from '../../../db/agents.ts'
import { listLegs } from '../../../db/call-legs.ts'
import { findContacts } from '../../../db/contacts.ts'
import type { Queryable } from '../../../db/index.ts'
import type { CallLegRow, CallRow } from '../../../db/schema/calls.ts'
import { findTickets } from '../../../db/tickets.ts'
import type { Call, LiveCall } from '../../wire/call.ts'
import { iso, isoOrNull } from '../iso.ts'
import { sortPeople } from './room/people.ts'
import { talkOf } from './talk.ts'

export async function presentCalls(db: Queryable, rows: CallRow[]): Promise<Call[]> {
  const agents = await findAgents(db, [...new Set(rows.flatMap((row) => row.agent_id ?? []))])
  const legs = await listLegs(
    db,
    rows.filter(({ stage }) => stage !== 'over').map(({ id }) => id),
  )
  const names = await findAgents(db, [
    ...new Set([...legs.flatMap((leg) => leg.agent_id ?? []), ...rung(rows)]),
  ])
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    direction: row.direction,
    number: row.number,
    confidence: confidenceOf(row),
    stage: row.stage,
    outcome: row.outcome,
    agent: agents.find((agent) => agent.id === row.agent_id) ?? null,
    ...peopleIn(row, legs, names),
    isToCallBack: row.is_to_call_back === 1,
    queuedAt: isoOrNull(row.queued_at),
    answeredAt: isoOrNull(row.answered_at),
    endedAt: isoOrNull(row.ended_at),
    startedAt: iso(row.created_at),
  }))
}

/** With what an officer must see of their tickets to choose one. */
export async function presentLive(db: Queryable, rows: CallRow[]): Promise<LiveCall[]> {
  const tickets = await findTickets(db, [...new Set(rows.map((row) => row.ticket_id))])
  const contacts = await findContacts(db, [...new Set(tickets.map((ticket) => ticket.contact_id))])
  const calls = await presentCalls(db, rows)
  return calls.flatMap((call) => {
    const ticket = tickets.find(({ id }) => id === call.ticketId)
    if (!ticket) return []
    const { id, number, subject, contact_id } = ticket
    const contactName = contacts.find((contact) => contact.id === contact_id)?.name ?? null
    return [{ call, ticket: { id, number, subject, contactName } }]
  })
}

/** Until somebody accepts, those whose telephones ring are in the talk alone. */
function rung(rows: CallRow[]): number[] {
  return rows.flatMap((row) =>
    row.stage === 'ringing' && row.direction === 'inbound' ? talkOf(row).ring : [],
  )
}

function peopleIn(row: CallRow, legs: CallLegRow[], agents: AgentFace[]): Pick<Call, 'officers' | 'isHeld'> {
  if (row.stage === 'over') return { officers: [], isHeld: false }
  const people = sortPeople(legs.filter((leg) => leg.call_id === row.id))
  const officer = (
    id: number | null,
    place: 'ringing' | 'talking',
    { isMuted = false, word = null }: { isMuted?: boolean; word?: string | null } = {},
  ) => {
    const agent = agents.find((one) => one.id === id)
    return agent ? [{ id: agent.id, name: agent.name, place, isMuted, word }] : []
  }
  return {
    officers: [
      ...people.talking.flatMap((leg) => officer(leg.agent_id, 'talking', { isMuted: leg.is_muted === 1 })),
      ...people.ringing.flatMap((leg) => officer(leg.agent_id, 'ringing', { word: leg.word })),
      ...rung([row]).flatMap((id) => officer(id, 'ringing')),
    ],
    isHeld: people.citizen?.is_held === 1,
  }
}

/** A number can be forged by whoever calls: only the network's own word makes it more than likely. */
function confidenceOf({ number, attestation, is_known }: CallRow): Call['confidence'] {
  if (number === null) return 'none'
  if (is_known === 0) return 'low'
  return attestation === 'attested' ? 'high' : 'medium'
}
