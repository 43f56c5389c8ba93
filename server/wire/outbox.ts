/** What is on its way out, or waits for its time. */
import { z } from 'zod'
import { Channel, Id, Time } from './basics.ts'
import { DeliveryState } from './delivery.ts'
import { Later } from './later.ts'
import { Cursor, limitUpTo, page } from './page.ts'
import { TicketRef } from './ticket.ts'

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

export type OutboxItem = z.infer<typeof OutboxItem>
export type SendTimes = z.infer<typeof SendTimes>
export type OutboxPage = z.infer<typeof OutboxPage>
