/** Row → wire. Reads what a list of rows needs in a fixed number of queries, however long the list. */
import type { Queryable } from '../../db/index.ts'
import { findAgents, type AgentFace } from '../../db/agents.ts'
import { findContacts, findIdentities, personPrefix } from '../../db/contacts.ts'
import { findAttachments } from '../../db/messages.ts'
import { findTags } from '../../db/tickets.ts'
import type {
  AgentRow,
  AttachmentRow,
  ContactRow,
  IdentityRow,
  MessageRow,
  TicketRow,
} from '../../db/schema.ts'
import { authenticityIn } from './mail/doubt.ts'
import { peopleIn } from './mail/mail-people.ts'
import type { Agent, AgentRef, Attachment, Contact, Message, Ticket } from '../wire.ts'

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
  const [contacts, identities, tags, agents, teams] = await Promise.all([
    findContacts(db, contactIds),
    findIdentities(db, contactIds),
    findTags(db, ticketIds),
    findAgents(db, assigneeIds),
    rows.some((row) => row.team_id !== null) ? db.selectFrom('teams').selectAll().execute() : [],
  ])
  const contactById = new Map(contacts.map((contact) => [contact.id, contact]))
  const identitiesOf = Map.groupBy(identities, (identity) => identity.contact_id)
  const tagsOf = Map.groupBy(tags, (tag) => tag.ticket_id)
  const agentById = new Map(agents.map((agent) => [agent.id, presentFace(agent)]))
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
  }))
}

export async function presentMessages(db: Queryable, rows: MessageRow[]): Promise<Message[]> {
  const attachments = await findAttachments(
    db,
    rows.map((row) => row.id),
  )
  const attachmentsOf = Map.groupBy(attachments, (attachment) => attachment.message_id)
  const authorIds = rows.flatMap((row) =>
    row.author_kind === 'agent' && row.author_id ? [row.author_id] : [],
  )
  const authors = new Map((await findAgents(db, unique(authorIds))).map((agent) => [agent.id, agent]))
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    seq: row.seq,
    direction: row.direction,
    channel: row.channel,
    author: {
      kind: row.author_kind,
      id: row.author_id,
      name: row.author_name,
      ...(row.from_address !== null && { address: row.from_address }),
      ...pictureOf(row.author_kind === 'agent' ? authors.get(row.author_id ?? 0) : undefined),
    },
    text: row.text,
    quoted: row.quoted,
    html: row.html,
    attachments: (attachmentsOf.get(row.id) ?? []).map(presentAttachment),
    cc: peopleIn(row),
    answer: row.answer,
    answerVersion: row.answer_version,
    delivery: row.delivery_state
      ? { state: row.delivery_state, error: row.delivery_error, note: row.delivery_note }
      : null,
    ...authenticityOf(row),
    clientId: row.client_id ?? row.reply_client_id,
    createdAt: iso(row.created_at),
  }))
}

function pictureOf(author: AgentFace | undefined): { picture?: string } {
  return author?.picture ? { picture: pictureUrl(author.picture) } : {}
}

function proofOf(identities: IdentityRow[], contact: ContactRow | undefined): Omit<Contact, 'id' | 'name'> {
  // A chat's own key proves that it is the same browser, not who sits before it.
  const isProof = ({ kind, address, is_verified }: IdentityRow) =>
    is_verified === 1 && (kind !== 'chat' || address.startsWith(personPrefix))
  const verified = identities.some(isProof)
  return {
    identities: identities.map(({ kind, address, is_verified }) => ({
      kind,
      address,
      verified: is_verified === 1,
    })),
    verified,
    trusted: verified || contact?.is_trusted === 1,
  }
}

function authenticityOf({ auth }: MessageRow): Pick<Message, 'authenticity'> {
  const authenticity = authenticityIn(auth)
  return authenticity ? { authenticity } : {}
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
