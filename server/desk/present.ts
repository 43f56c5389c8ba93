/** Row → wire. Reads what a list of rows needs in a fixed number of queries, however long the list. */
import { isUnknownSender } from '../../channels/email/index.ts'
import type { Queryable } from '../../db/index.ts'
import { findAgents, type AgentFace } from '../../db/agents.ts'
import { findContacts, findIdentities, personPrefix } from '../../db/contacts.ts'
import { findAttachments } from '../../db/attachments.ts'
import { findForwards } from '../../db/forwards.ts'
import { listPutOffIn, type Waiting } from '../../db/put-off.ts'
import { findInfected } from '../../db/scans.ts'
import { findTags } from '../../db/tickets.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { ContactRow, IdentityRow } from '../../db/schema/contacts.ts'
import type { AttachmentRow, MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findUndeliverable, type Undeliverable } from '../../db/undeliverable.ts'
import { presentLater } from './later/put-off.ts'
import { withdrawnIn } from './later/withdrawn.ts'
import { findCallsOfMessages } from '../../db/calls.ts'
import { eventIn } from './calls/call-events.ts'
import { presentCalls } from './calls/call-view.ts'
import { authenticityIn } from './mail/doubt.ts'
import { peopleIn } from './mail/mail-people.ts'
import { inEnglish, textingBy, textPartsOf } from './texts/present-texts.ts'
import type { Agent, AgentRef } from '../wire/agent.ts'
import type { Attachment } from '../wire/attachment.ts'
import type { Contact, Identity } from '../wire/contact.ts'
import type { Later } from '../wire/later.ts'
import type { Message } from '../wire/message.ts'
import type { Ticket } from '../wire/ticket.ts'

const iso = (millis: number) => new Date(millis).toISOString()
const isoOrNull = (millis: number | null) => (millis === null ? null : iso(millis))

export function presentAgent(row: AgentRow): Agent {
  const { email, role, availability } = row
  return { ...presentFace(row), email, role, availability, named: row.is_named === 1 }
}

export function presentFace({ id, name, citizen_name, picture }: AgentFace): AgentRef {
  return {
    id,
    name,
    ...(citizen_name !== null && { citizenName: citizen_name }),
    ...(picture !== null && { picture: pictureUrl(picture) }),
  }
}

const pictureUrl = (picture: string) => `/api/v1/pictures/${picture}`

export async function presentTickets(db: Queryable, rows: TicketRow[]): Promise<Ticket[]> {
  const contactIds = unique(rows.map((row) => row.contact_id))
  const ticketIds = rows.map((row) => row.id)
  const assigneeIds = unique(rows.flatMap((row) => row.assignee_id ?? []))
  const [contacts, ways, tags, agents, putOff, teams, forwards] = await Promise.all([
    findContacts(db, contactIds),
    findIdentities(db, contactIds),
    findTags(db, ticketIds),
    findAgents(db, assigneeIds),
    listPutOffIn(db, ticketIds),
    rows.some((row) => row.team_id !== null) ? db.selectFrom('teams').selectAll().execute() : [],
    findForwards(db, ticketIds),
  ])
  const identities = ways.filter(({ address }) => !isUnknownSender(address))
  const addresses = identities.filter(({ kind }) => kind === 'email').map(({ address }) => address)
  const [marks, textingOf] = await Promise.all([
    findUndeliverable(db, [...new Set(addresses)]),
    textingBy(db, identities),
  ])
  const markOf = new Map(marks.map((mark) => [mark.address, mark]))
  const contactById = new Map(contacts.map((contact) => [contact.id, contact]))
  const identitiesOf = Map.groupBy(identities, (identity) => identity.contact_id)
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
    contact: {
      id: row.contact_id,
      name: contactById.get(row.contact_id)?.name ?? null,
      ...proofOf(identitiesOf.get(row.contact_id) ?? [], contactById.get(row.contact_id)),
      identities: (identitiesOf.get(row.contact_id) ?? []).map((identity) => ({
        kind: identity.kind,
        address: identity.address,
        verified: identity.is_verified === 1,
        ...undeliverableBy(markOf.get(identity.address)),
        ...(identity.kind === 'phone' && textingOf(identity)),
      })),
    },
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

function undeliverableBy(mark: Undeliverable | undefined): Pick<Identity, 'undeliverable'> {
  return mark ? { undeliverable: { reason: mark.reason, since: iso(mark.created_at) } } : {}
}

export async function presentMessages(db: Queryable, rows: MessageRow[]): Promise<Message[]> {
  const attachments = await findAttachments(
    db,
    rows.map((row) => row.id),
  )
  const infected = await findInfected(
    db,
    attachments.map((file) => file.sha256),
  )
  const attachmentsOf = Map.groupBy(attachments, (attachment) => attachment.message_id)
  const authorIds = rows.flatMap((row) =>
    row.author_kind === 'agent' && row.author_id ? [row.author_id] : [],
  )
  const authors = new Map((await findAgents(db, unique(authorIds))).map((agent) => [agent.id, agent]))
  const waiting = rows.filter((row) => row.direction === 'internal' && row.delivery_state !== null)
  const putOff = await listPutOffIn(db, unique(waiting.map((row) => row.ticket_id)))
  const putOffOf = new Map(putOff.map((one) => [one.message_id, one]))
  const callOf = await callsOf(db, rows)
  const partsIn = await textPartsOf(db, rows)
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    seq: row.seq,
    // Kept as internal, so that no citizen sees it before it goes.
    direction: putOffOf.has(row.id) ? 'outbound' : row.direction,
    channel: row.channel,
    author: {
      kind: row.author_kind,
      id: row.author_id,
      name: row.author_name,
      ...addressOf(row),
      ...pictureOf(row.author_kind === 'agent' ? authors.get(row.author_id ?? 0) : undefined),
    },
    text: row.text,
    quoted: row.quoted,
    html: row.html,
    attachments: (attachmentsOf.get(row.id) ?? []).map((file) => {
      const found = infected.get(file.sha256)
      return { ...presentAttachment(file), ...(found !== undefined && { infected: found }) }
    }),
    cc: peopleIn(row),
    answer: row.answer,
    answerVersion: row.answer_version,
    delivery: row.delivery_state
      ? {
          state: row.delivery_state,
          error: row.delivery_error,
          note: row.delivery_note,
          ...inEnglish(row.delivery_error),
        }
      : null,
    ...authenticityOf(row),
    ...laterOf(putOffOf.get(row.id)),
    ...withdrawnOf(row),
    ...callOf(row),
    ...partsIn(row),
    clientId: row.client_id ?? row.reply_client_id,
    ...(row.copy_of !== null && { copyOf: row.copy_of }),
    createdAt: iso(row.created_at),
  }))
}

function addressOf({ from_address: address }: MessageRow): { address?: string } {
  return address === null || isUnknownSender(address) ? {} : { address }
}

function pictureOf(author: AgentFace | undefined): { picture?: string } {
  return author?.picture ? { picture: pictureUrl(author.picture) } : {}
}

function proofOf(
  identities: IdentityRow[],
  contact: ContactRow | undefined,
): Pick<Contact, 'verified' | 'trusted'> {
  // A chat's own key proves that it is the same browser, not who sits before it.
  const isProof = ({ kind, address, is_verified }: IdentityRow) =>
    is_verified === 1 && (kind !== 'chat' || address.startsWith(personPrefix))
  const verified = identities.some(isProof)
  return {
    verified,
    trusted: verified || contact?.is_trusted === 1,
  }
}

function laterOf(row: Waiting | undefined): { later?: Later } {
  return row ? { later: presentLater(row) } : {}
}

function withdrawnOf(row: MessageRow): Pick<Message, 'withdrawn'> {
  const withdrawn = withdrawnIn(row)
  return withdrawn ? { withdrawn } : {}
}

function authenticityOf({ auth }: MessageRow): Pick<Message, 'authenticity'> {
  const authenticity = authenticityIn(auth)
  return authenticity ? { authenticity } : {}
}

/** What happened on the telephone, and on the message that stands for a call the call as it is now. */
async function callsOf(db: Queryable, rows: MessageRow[]) {
  const cards = rows.filter((row) => row.call_event !== null).map((row) => row.id)
  const found = await findCallsOfMessages(db, cards)
  const calls = await presentCalls(db, found)
  const byMessage = new Map(found.map((row, index) => [row.message_id, calls[index]]))
  return ({ id, call_event }: MessageRow): Pick<Message, 'callEvent' | 'call'> => {
    const callEvent = eventIn(call_event)
    const call = byMessage.get(id)
    return { ...(callEvent && { callEvent }), ...(call && { call }) }
  }
}

export function presentAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    filename: row.filename,
    contentType: row.content_type,
    size: row.size,
    inline: row.is_inline === 1,
    contentId: row.content_id,
    url: `/api/v1/attachments/${row.id}`,
  }
}

function unique(ids: number[]): number[] {
  return [...new Set(ids)]
}
