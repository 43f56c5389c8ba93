/**
 * The JSON that leaves and enters this house: REST bodies, socket events. Schemas first, types from them,
 * so that checking, types and OpenAPI cannot drift apart. The web takes types from here and nothing else.
 */
import { z } from 'zod'
import type { OfferedAnswer } from '../channels/chat/conversations.ts'
import {
  ClientId,
  NonEmptyText,
  maxTextLength,
  type Ack,
  type ChatMessage,
  type ChatStart,
} from '../channels/chat/protocol.ts'
import { Call, CallEvent } from './wire-calls.ts'

export type { Ack, ChatMessage, ChatStart, OfferedAnswer }
export { maxTextLength }

export const Channel = z.enum(['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'])
export const Status = z.enum(['new', 'open', 'pending', 'solved', 'closed'])
export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export const Language = z.enum(['id', 'en'])
export const Role = z.enum(['admin', 'agent'])
export const DeliveryState = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain'])
const Time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' })
const Id = z.int().positive()

const Text = z.string().max(maxTextLength)

const aboutAgent = {
  citizenName: z.string().optional().meta({ description: 'What citizens read, where it is not the name' }),
  picture: z.string().optional().meta({ description: 'Address of their picture; open to anyone' }),
}
export const Agent = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: Role,
    ...aboutAgent,
    availability: z.enum(['available', 'away']).meta({ description: 'Whether they want chats' }),
    named: z.boolean().meta({ description: 'False: nobody has said yet what the first admin is called' }),
  })
  .meta({ id: 'Agent' })
export const AgentRef = z.object({ id: Id, name: z.string(), ...aboutAgent }).meta({ id: 'AgentRef' })
export const Team = z.object({ id: Id, name: z.string() }).meta({ id: 'Team' })
export const Identity = z
  .object({
    kind: z.enum(['email', 'phone', 'chat']),
    address: z.string(),
    verified: z.boolean(),
    undeliverable: z
      .object({ reason: z.string(), since: Time })
      .optional()
      .meta({ description: 'Mail to it came back for good, and none came from it since' }),
  })
  .meta({ id: 'Identity' })
export const Contact = z
  .object({
    id: Id,
    name: z.string().nullable(),
    identities: z.array(Identity),
    verified: z.boolean().meta({ description: 'Who this is was proven, not only typed' }),
    trusted: z.boolean().meta({ description: 'Links they send may be followed' }),
  })
  .meta({ id: 'Contact' })

export const Later = z
  .object({
    sendAt: Time.meta({ description: 'When it goes by itself' }),
    isBrief: z.boolean().meta({ description: 'Only for the moment in which it can be undone' }),
    held: z.enum(['newer', 'author', 'outdated']).nullable().meta({
      description:
        'Why it does not go by itself: somebody wrote since (newer), whoever decided it works here no more (author), or an answer in it has changed (outdated)',
    }),
    thenStatus: z
      .enum(['pending', 'solved'])
      .nullable()
      .meta({ description: 'What its ticket then becomes' }),
  })
  .meta({ id: 'Later', description: 'Of an answer that was put off: until then it can be taken back' })

export const Ticket = z
  .object({
    id: Id,
    number: z.string().meta({ description: 'What people quote, e.g. 26-00042' }),
    subject: z.string(),
    status: Status,
    priority: Priority,
    channel: Channel,
    contact: Contact,
    assignee: AgentRef.nullable(),
    team: Team.nullable(),
    service: z.string().nullable(),
    language: Language,
    tags: z.array(z.string()),
    createdAt: Time,
    updatedAt: Time,
    lastMessageAt: Time,
    firstReplyDueAt: Time.nullable(),
    resolutionDueAt: Time.nullable(),
    firstRepliedAt: Time.nullable(),
    preview: z.string().meta({ description: 'First words of the latest message a citizen or agent wrote' }),
    waiting: z.boolean().meta({ description: 'The latest public message is the citizen’s: somebody waits' }),
    offer: z
      .object({
        agentId: Id,
        byId: Id.nullable().meta({ description: 'The colleague who hands it over' }),
        until: Time,
      })
      .nullable()
      .meta({ description: 'A chat that waits for one agent to accept it' }),
    mergedInto: Id.optional().meta({ description: 'The ticket in which its messages went on' }),
    replyTo: z
      .string()
      .optional()
      .meta({ description: 'Where its mail asks that answers go, when that is not its sender’s address' }),
    possibleFollowUpOf: Id.nullable().meta({
      description: 'A ticket this one quotes, though its sender is not known there; an agent decides',
    }),
    later: Later.optional().meta({ description: 'The next answer that was put off; absent when none is' }),
  })
  .meta({ id: 'Ticket' })

export const Attachment = z
  .object({
    id: Id,
    filename: z.string(),
    contentType: z.string(),
    size: z.int(),
    inline: z.boolean(),
    contentId: z.string().nullable().meta({ description: 'By which the HTML of its mail shows it (`cid:`)' }),
    url: z.string(),
  })
  .meta({ id: 'Attachment' })

export const Delivery = z
  .object({
    state: DeliveryState,
    error: z
      .string()
      .nullable()
      .meta({ description: 'Why it was not sent; beside `sent`, which copy was not' }),
    note: z.string().nullable().meta({ description: 'Where the result lies when nothing left the house' }),
  })
  .meta({ id: 'Delivery' })

export const Authenticity = z
  .object({
    spf: z.enum(['pass', 'fail', 'softfail', 'neutral', 'none']),
    dkim: z.enum(['pass', 'fail', 'none']),
    dmarc: z.enum(['pass', 'fail', 'none']),
    domain: z.string().meta({ description: 'Of the sender’s address' }),
    doubt: z.enum(['policy', 'colleague']).nullable().meta({
      description:
        'Why the sender is not believed, so that the mail joined no ticket: its domain’s policy, or it claims to be one of us without proof',
    }),
  })
  .meta({ id: 'Authenticity' })

export const Message = z
  .object({
    id: Id,
    ticketId: Id,
    seq: z.int().meta({ description: 'Grows by one in a ticket' }),
    direction: z.enum(['inbound', 'outbound', 'internal']),
    channel: Channel,
    author: z.object({
      kind: z.enum(['contact', 'agent', 'system']),
      id: Id.nullable(),
      name: z.string().nullable(),
      address: z.string().optional().meta({ description: 'Of an incoming mail: what its From says' }),
      picture: z.string().optional().meta({ description: 'Of an agent who has one; open to anyone' }),
    }),
    text: z.string(),
    quoted: z.string().nullable(),
    html: z.string().nullable(),
    truncated: z.boolean().optional().meta({
      description: 'Texts were cut at 200,000 characters, as in socket events; GET /messages/{id} has all',
    }),
    attachments: z.array(Attachment),
    cc: z
      .array(z.object({ address: z.string(), name: z.string().nullable() }))
      .meta({ description: 'E-mail: who else received it; what citizens see of chats never has it' }),
    answer: z.string().nullable(),
    answerVersion: z.string().nullable(),
    delivery: Delivery.nullable().meta({ description: 'Null for what is not sent' }),
    authenticity: Authenticity.optional().meta({ description: 'Of an incoming mail; absent when unknown' }),
    later: Later.optional().meta({ description: 'Only of an answer that was put off and has not gone yet' }),
    withdrawn: z
      .object({
        author: AgentRef.nullable(),
        by: AgentRef,
        at: Time,
        wasBrief: z.boolean().meta({ description: 'Undone in the moment after sending' }),
      })
      .optional()
      .meta({ description: 'Of an answer that was taken back before it went: what is left is internal' }),
    callEvent: CallEvent.optional().meta({ description: 'Telephone: what happened, as data' }),
    call: Call.optional().meta({ description: 'On the message that stands for a call: how it is now' }),
    clientId: z.string().nullable(),
    copyOf: Id.optional().meta({
      description: 'An answer that was also carried to another address: the last message it repeats',
    }),
    createdAt: Time,
  })
  .meta({ id: 'Message' })

const AnswerText = z.object({
  answer: z.string().meta({ description: 'service/topic' }),
  service: z.string(),
  topic: z.string(),
  title: z.string(),
  text: z.string(),
  language: Language,
  missingSlots: z.array(z.string()),
  legalBasis: z.array(z.string()),
  reviewBy: z.string().nullable(),
  status: z.enum(['active', 'superseded', 'expired']),
  verified: z.boolean().meta({ description: 'False: the office has not confirmed these facts' }),
  asOf: z.string().nullable(),
  version: z.string().meta({ description: 'Changes with every change of the text or of its facts' }),
})

export const Answer = AnswerText.extend({
  overdue: z.boolean().meta({ description: 'Past `reviewBy`: to be checked by the office' }),
}).meta({ id: 'Answer' })

export const Suggestion = AnswerText.extend({
  score: z.number(),
  sure: z.boolean(),
  matched: z.array(z.string()).meta({ description: 'The words that led here' }),
}).meta({ id: 'Suggestion' })

export const ServiceSummary = z
  .object({
    id: z.string(),
    names: z.object({ id: z.string(), en: z.string() }),
    aliases: z.array(z.string()),
    agency: z.string(),
    status: z.enum(['active', 'superseded', 'expired']),
    supersededBy: z.string().nullable(),
    reviewBy: z.string().nullable(),
  })
  .meta({ id: 'ServiceSummary' })

const aboutFact = {
  applies: z.boolean().meta({ description: 'False where the question does not arise' }),
  sources: z.union([z.literal('all'), z.array(z.int())]).meta({ description: 'Places in `sources`, from 1' }),
  asOf: z.string().nullable().meta({ description: 'Year of the newest source' }),
  verified: z.boolean().meta({ description: 'False: the office has not confirmed it' }),
  note: z.string().optional().meta({ description: 'By staff for staff; only with a session' }),
}
export const TextFact = z.object({ value: z.string().nullable(), ...aboutFact }).meta({ id: 'TextFact' })
export const ListFact = z.object({ value: z.array(z.string()), ...aboutFact }).meta({ id: 'ListFact' })

export const Service = ServiceSummary.extend({
  situations: z.array(z.string()).meta({ description: 'How people say it without naming the service' }),
  owner: z.string(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  asOf: z.string().nullable(),
  theme: z.string().meta({ description: 'What citizens look for it under' }),
  onlineChannel: z.string().nullable(),
  related: z.array(z.string()),
  sources: z.array(z.string()),
  notes: z.string().optional().meta({ description: 'By staff for staff; only with a session' }),
  facts: z.object({
    requirements: ListFact,
    steps: ListFact,
    fee: TextFact,
    time: TextFact,
    validity: TextFact,
    legalBasis: ListFact,
    place: TextFact,
  }),
}).meta({ id: 'Service' })

export const Office = z
  .object({
    name: z.string(),
    phone: z.string(),
    email: z.string().nullable(),
    sms: z.string().nullable(),
    whatsapp: z.string().nullable(),
    hours: z.object({ id: z.string(), en: z.string() }).meta({ description: 'In words' }),
    open: z.boolean().meta({ description: 'Now, by hours and holidays' }),
    opensAt: Time.nullable().meta({ description: 'When it next opens, after a break too' }),
    schedule: z
      .object({
        timeZone: z.string(),
        week: z.array(
          z.object({
            day: z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
            open: z.array(z.object({ from: z.string(), until: z.string() })),
          }),
        ),
        closedDays: z.array(z.object({ date: z.iso.date(), name: z.string() })),
      })
      .meta({ description: 'Usual hours, and the holidays of the next 60 days; HH:MM in `timeZone`' }),
    topics: z
      .array(z.object({ id: z.string(), title: z.object({ id: z.string(), en: z.string() }) }))
      .meta({ description: 'What a question may be put under' }),
  })
  .meta({ id: 'Office', description: 'How citizens reach the office; null where a channel is off' })

/** A list as every list is: `nextCursor` is null at the end. */
export function page<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** How many at most. Plain digits: `1e2` or `0x10` is somebody's mistake. A description has to call it a number. */
export function limitUpTo(most: number, otherwise: number) {
  const number = { type: 'integer', minimum: 1, maximum: most, default: otherwise } as const
  const sentence = `must be a whole number from 1 to ${most}`
  return z
    .string()
    .regex(/^[1-9]\d{0,2}$/, sentence)
    .transform(Number)
    .pipe(z.int().max(most, sentence))
    .default(otherwise)
    .meta({ override: ({ jsonSchema }) => void Object.assign(jsonSchema, number, { pattern: undefined }) })
}

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })

// What comes in. Unknown fields are refused, so a typo is an error and not a silent nothing.

export const SignIn = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) })
export const Session = z.object({ agent: Agent, csrfToken: z.string().nullable() }).meta({ id: 'Session' })

export const ticketSorts = ['-lastMessageAt', 'lastMessageAt', '-createdAt', 'createdAt'] as const
export const TicketQuery = z.strictObject({
  status: z.string().max(100).optional().meta({ description: 'One or several, by comma' }),
  channel: z.string().max(100).optional().meta({ description: 'One or several, by comma' }),
  assignee: z.string().max(20).optional().meta({ description: 'An agent’s id, `me` or `none`' }),
  tag: z.string().max(50).optional(),
  service: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(ticketSorts).optional(),
  limit: limitUpTo(100, 50),
  cursor: z.string().max(200).optional(),
})
export const PageQuery = TicketQuery.pick({ limit: true, cursor: true })

export const TicketPatch = z.strictObject({
  status: Status.optional(),
  priority: Priority.optional(),
  assigneeId: Id.nullable().optional(),
  teamId: Id.nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).optional(),
  service: z.string().max(100).nullable().optional(),
  language: Language.optional(),
})

const SendAt = z.iso.datetime({ offset: true }).meta({
  description: 'When it goes: from now to 90 days ahead; not for chat',
})

export const NewReply = z.strictObject({
  text: NonEmptyText,
  channel: Channel.optional(),
  answer: z.string().max(200).optional(),
  alsoAnswers: z
    .array(z.string().max(200))
    .max(5)
    .optional()
    .meta({ description: 'Further answers in the text: each is kept with its version' }),
  answerVersions: z
    .record(z.string().max(200), z.string().regex(/^[0-9a-f]{12}$/))
    .optional()
    .meta({
      description: 'In which version each answer was taken into the text; absent means the current one',
    }),
  slots: z.record(z.string().max(50), z.string().max(500)).optional(),
  attachments: z.array(Id).max(10).optional(),
  cc: z.array(z.email().max(254)).max(20).optional().meta({
    description: 'E-mail: who receives a copy; absent means all who were in the citizen’s latest mail',
  }),
  clientId: ClientId,
  lastSeenMessageId: Id.optional(),
  sendAt: SendAt.optional(),
  undo: z.boolean().optional().meta({
    description:
      'Hold it for UNDO_SECONDS, in which it can be taken back, where the channel is no conversation',
  }),
  thenStatus: Later.shape.thenStatus.unwrap().optional().meta({
    description: 'What the ticket becomes when the answer goes, unless the citizen wrote meanwhile',
  }),
})
export const MessagePatch = z.strictObject({ sendAt: SendAt })
/** What was taken back, as it was written: to go on from. */
export const TakenBack = z
  .object({
    message: Message,
    draft: z.object({
      text: z.string(),
      answers: z.array(z.object({ answer: z.string(), version: z.string() })),
      cc: z.array(z.string()),
      attachments: z.array(Attachment).meta({ description: 'Copies, free to be sent again' }),
    }),
  })
  .meta({ id: 'TakenBack' })
export const NewNote = z.strictObject({ text: NonEmptyText })
export const SuggestQuery = z.strictObject({ text: Text, language: Language.optional() })

export type Agent = z.infer<typeof Agent>
export type AgentRef = z.infer<typeof AgentRef>
export type Ticket = z.infer<typeof Ticket>
export type Identity = z.infer<typeof Identity>
export type Contact = z.infer<typeof Contact>
export type Message = z.infer<typeof Message>
export type Later = z.infer<typeof Later>
export type TakenBack = z.infer<typeof TakenBack>
export type Attachment = z.infer<typeof Attachment>
export type Delivery = z.infer<typeof Delivery>
export type Suggestion = z.infer<typeof Suggestion>
export type ServiceSummary = z.infer<typeof ServiceSummary>
export type Office = z.infer<typeof Office>
export type Session = z.infer<typeof Session>
export type Problem = z.infer<typeof Problem>
export type TicketQuery = z.infer<typeof TicketQuery>
export type TicketPatch = z.infer<typeof TicketPatch>
export type NewReply = z.infer<typeof NewReply>
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Server → agents, namespace `/desk`. `event` grows; reconnect with `auth.afterEvent` to get what was missed. */
export interface DeskEvents {
  'ticket:created': (payload: { event: number; ticket: Ticket }) => void
  'ticket:changed': (payload: { event: number; ticket: Ticket }) => void
  'message:created': (payload: { event: number; ticket: Ticket; message: Message }) => void
  'message:changed': (payload: { event: number; message: Message }) => void
  /** Who is looking at a ticket. Not stored, hence no event number of its own: the latest one is repeated. */
  presence: (payload: { event: number; ticketId: number; agents: AgentRef[] }) => void
  typing: (payload: {
    event: number
    ticketId: number
    by: { kind: 'contact' | 'agent'; name: string | null }
    on: boolean
  }) => void
  /** A colleague, a team or the rule by which chats are given out changed: ask for them again. */
  staff: (payload: { event: number }) => void
  /** Sent once after connecting, when all that was missed has been sent: the number to resume from. */
  ready: (payload: { event: number }) => void
  /** So much was missed that it is no longer kept: load afresh. */
  resync: (payload: { event: number }) => void
}

/** Agents → server, namespace `/desk`. */
export interface DeskCommands {
  /** Which ticket stands open on this screen; null for none. */
  view: (payload: { ticketId: number | null }, ack: (ack: Ack) => void) => void
  typing: (payload: { ticketId: number; on: boolean }, ack: (ack: Ack) => void) => void
}

/** Server → citizen, namespace `/chat`. Internal notes and other tickets never pass here. */
export interface ChatEvents {
  sync: (payload: { messages: Message[]; ticket: { number: string } }) => void
  message: (message: Message) => void
  'message:changed': (message: Message) => void
  typing: (payload: { on: boolean; name: string | null }) => void
  agent: (payload: { name: string; picture?: string }) => void
  /** `staffed`: somebody is there and takes chats now. */
  queue: (payload: { position: number; waitSeconds: number; staffed: boolean }) => void
  ended: (payload: object) => void
  /** The identity the page gave proves nothing; the visitor is taken for unknown. */
  identity: (payload: { ok: false; error: { code: string; message: string } }) => void
}

/** Citizen → server, namespace `/chat`. Connect with `auth: {token, afterSeq}` to resume. */
export interface ChatCommands {
  start: (
    payload: ChatStart,
    ack: (ack: Ack<{ token: string; ticket: { number: string }; message: Message }>) => void,
  ) => void
  message: (payload: ChatMessage, ack: (ack: Ack<{ message: Message }>) => void) => void
  typing: (payload: { on: boolean }, ack?: (ack: Ack) => void) => void
  read: (payload: { seq: number }, ack?: (ack: Ack) => void) => void
  /** Which answers of the library could fit besides those in the thread; at most three. */
  others: (payload: object, ack: (ack: Ack<{ items: OfferedAnswer[] }>) => void) => void
  /** Puts one of them into the thread, as the system's word. */
  show: (payload: { answer: string }, ack: (ack: Ack) => void) => void
  /** Whether the system's answer at this place was one; yes ends the conversation. */
  verdict: (payload: { seq: number; helped: boolean }, ack: (ack: Ack) => void) => void
  end: (payload: object, ack?: (ack: Ack) => void) => void
  /** Takes the token back: it opens nothing any more, here or elsewhere. */
  revoke: (payload: object, ack: (ack: Ack) => void) => void
  /** Sends the thread to the mail address that was given; at most once in ten minutes. */
  transcript: (payload: object, ack: (ack: Ack) => void) => void
  rate: (payload: { score: number; comment?: string }, ack?: (ack: Ack) => void) => void
}
