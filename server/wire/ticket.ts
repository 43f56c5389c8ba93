/** A ticket: as it stands in the queue, how it is looked for, and what of it can be changed. */
import { z } from 'zod'
import { AgentRef } from './agent.ts'
import { Channel, Id, Language, Time } from './basics.ts'
import { Contact } from './contact.ts'
import { Later } from './later.ts'
import { Cursor, limitUpTo } from './page.ts'
import { Team } from './team.ts'

export const Status = z.enum(['new', 'open', 'pending', 'solved', 'closed'])
export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])

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
    forwardedFrom: z.object({ address: z.string(), name: z.string().nullable() }).optional().meta({
      description:
        'Whoever wrote the mail that an officer passed on; an agent says whether the ticket is theirs',
    }),
    possibleFollowUpOf: Id.nullable().meta({
      description: 'A ticket this one quotes, though its sender is not known there; an agent decides',
    }),
    later: Later.optional().meta({ description: 'The next answer that was put off; absent when none is' }),
  })
  .meta({ id: 'Ticket' })

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
  cursor: Cursor,
})

export const TicketPatch = z.strictObject({
  status: Status.optional(),
  priority: Priority.optional(),
  assigneeId: Id.nullable().optional(),
  teamId: Id.nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).optional(),
  service: z.string().max(100).nullable().optional(),
  language: Language.optional(),
})

export const TicketRef = z.object({ id: Id, number: z.string(), subject: z.string() })

export type Ticket = z.infer<typeof Ticket>
export type TicketQuery = z.infer<typeof TicketQuery>
export type TicketPatch = z.infer<typeof TicketPatch>
