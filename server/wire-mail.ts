/** The JSON of the mail log and of what is on its way out. Continues `wire.ts`. */
import { z } from 'zod'
import { Channel, DeliveryState, Later, limitUpTo, page } from './wire.ts'

const Time = z.iso.datetime()
const Id = z.int().positive()
const Cursor = z.string().max(200).optional()

export const MailBucket = z.enum([
  'ticket',
  'follow-up',
  'auto-reply',
  'bounce',
  'list',
  'duplicate',
  'quarantined',
])

const TicketRef = z.object({ id: Id, number: z.string(), subject: z.string() })

export const Mail = z
  .object({
    id: Id,
    receivedAt: Time,
    from: z
      .object({ address: z.string().nullable(), name: z.string().nullable() })
      .meta({ description: 'What its From says; null where that could not be read' }),
    subject: z.string().nullable(),
    bucket: MailBucket.nullable().meta({ description: 'What became of it' }),
    error: z.string().nullable().meta({ description: 'Why it is quarantined' }),
    settledAt: Time.nullable().meta({ description: 'In quarantine: when somebody saw to it' }),
    source: z.string().meta({ description: 'Where it came in: smtp, or imap:user@host/folder' }),
    size: z.int().meta({ description: 'Bytes' }),
    ticket: TicketRef.nullable(),
  })
  .meta({ id: 'Mail', description: 'A mail that was taken in' })

export const MailPage = page(Mail).extend({
  counts: z.record(z.string(), z.int()).meta({ description: 'Of all mails, by bucket' }),
  calling: z.int().meta({ description: 'In quarantine, and nobody has seen to them yet' }),
})

export const MailQuery = z.strictObject({
  bucket: MailBucket.optional(),
  q: z.string().max(200).optional().meta({ description: 'In subject, sender or ticket number' }),
  limit: limitUpTo(100, 50),
  cursor: Cursor,
})

export const OutboxItem = z
  .object({
    messageId: Id,
    ticket: TicketRef,
    channel: Channel,
    to: z.string().nullable().meta({ description: 'Hidden in its middle; null for an open chat window' }),
    author: z.string().nullable(),
    state: DeliveryState.extract(['queued', 'sending', 'failed', 'uncertain']),
    error: z.string().nullable(),
    attempts: z.int().nullable().meta({ description: 'Null once it is given up' }),
    nextAttemptAt: Time.nullable(),
    later: Later.optional().meta({ description: 'Only of what waits for its time' }),
    writtenAt: Time,
  })
  .meta({ id: 'OutboxItem', description: 'A message that waits to be sent, or could not be' })

export const OutboxPage = page(OutboxItem).extend({
  counts: z
    .object({ scheduled: z.int(), queued: z.int(), sending: z.int(), failed: z.int(), uncertain: z.int() })
    .meta({ description: 'Scheduled waits for its time; failed and uncertain are of the last seven days' }),
  stillWaiting: z.int().meta({ description: 'Of these, answers for which somebody waits still' }),
})

export const OutboxQuery = z.strictObject({
  state: z.string().max(100).optional().meta({
    description: 'One or several of scheduled, queued, sending, failed and uncertain, by comma',
  }),
  limit: limitUpTo(100, 50),
  cursor: Cursor,
})

/** When an answer may well be sent later. */
export const SendTimes = z.object({
  items: z.array(z.object({ kind: z.enum(['opening', 'morning', 'monday']), at: Time })),
})

export type MailBucket = z.infer<typeof MailBucket>
export type Mail = z.infer<typeof Mail>
export type MailPage = z.infer<typeof MailPage>
export type OutboxItem = z.infer<typeof OutboxItem>
export type SendTimes = z.infer<typeof SendTimes>
export type OutboxPage = z.infer<typeof OutboxPage>
