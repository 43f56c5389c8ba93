/** Tickets as the wire shows them. Reads what a list of rows needs in a fixed number of queries, however long the list. */
import { findAgents } from '../../../db/agents.ts'
import { findForwards } from '../../../db/forwards.ts'
import type { Queryable } from '../../../db/index.ts'
import { listPutOffIn } from '../../../db/put-off.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTeams } from '../../../db/teams.ts'
import { findTags } from '../../../db/ticket-tags.ts'
import type { Ticket } from '../../wire/ticket.ts'
import { iso, isoOrNull } from '../iso.ts'
import { laterOf } from '../later/put-off.ts'
import { presentFace } from './agents.ts'
import { presentContacts } from './contacts.ts'

export async function presentTickets(db: Queryable, rows: TicketRow[]): Promise<Ticket[]> {
  const contactIds = [...new Set(rows.map((row) => row.contact_id))]
  const ticketIds = rows.map((row) => row.id)
  const teamIds = [...new Set(rows.flatMap((row) => row.team_id ?? []))]
  const assigneeIds = [...new Set(rows.flatMap((row) => row.assignee_id ?? []))]
  const [contactOf, tags, agents, putOff, teams, forwards] = await Promise.all([
    presentContacts(db, contactIds),
    findTags(db, ticketIds),
    findAgents(db, assigneeIds),
    listPutOffIn(db, ticketIds),
    findTeams(db, teamIds),
    findForwards(db, ticketIds),
  ])
  const tagsOf = Map.groupBy(tags, (tag) => tag.ticket_id)
  const agentById = new Map(agents.map((agent) => [agent.id, presentFace(agent)]))
  const putOffIn = Map.groupBy(putOff, (one) => one.ticket_id)
  const forwardIn = new Map(forwards.map(({ ticket_id, address, name }) => [ticket_id, { address, name }]))
  const teamById = new Map(teams.map((team) => [team.id, team]))
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status,
    priority: row.priority,
    channel: row.channel,
    contact: contactOf(row.contact_id),
    assignee: agentById.get(row.assignee_id ?? 0) ?? null,
    team: teamById.get(row.team_id ?? 0) ?? null,
    service: row.service,
    language: row.language,
    tags: (tagsOf.get(row.id) ?? []).map((tag) => tag.tag),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    lastMessageAt: iso(row.last_message_at),
    firstReplyDueAt: isoOrNull(row.first_reply_due_at),
    resolutionDueAt: isoOrNull(row.resolution_due_at),
    firstRepliedAt: isoOrNull(row.first_replied_at),
    preview: row.preview,
    waiting: row.is_waiting === 1,
    offer:
      row.offered_to === null
        ? null
        : { agentId: row.offered_to, byId: row.offered_by, until: iso(row.offer_until ?? row.updated_at) },
    possibleFollowUpOf: row.possible_follow_up_of,
    ...laterOf(putOffIn.get(row.id)?.[0]),
    ...(row.merged_into !== null && { mergedInto: row.merged_into }),
    ...(row.reply_to !== null && { replyTo: row.reply_to }),
    ...forwardedOf(forwardIn.get(row.id)),
  }))
}

function forwardedOf(forwardedFrom: Ticket['forwardedFrom']): Pick<Ticket, 'forwardedFrom'> {
  return forwardedFrom ? { forwardedFrom } : {}
}
