/** Who received which version of an answer. */
import { z } from 'zod'
import { AgentRef } from './agent.ts'
import { Channel, Id, Time } from './basics.ts'
import { limitUpTo } from './page.ts'

export const AnswerVersion = z
  .object({
    version: z.string(),
    current: z.boolean(),
    sent: z.int(),
    firstSentAt: Time,
    lastSentAt: Time,
  })
  .meta({ id: 'AnswerVersion', description: 'A version of an answer that was sent to somebody' })

export const Recipient = z
  .object({
    messageId: Id,
    ticketId: Id,
    number: z.string(),
    contactName: z.string().nullable(),
    channel: Channel,
    version: z.string(),
    sentAt: Time,
    agent: AgentRef.nullable(),
  })
  .meta({ id: 'Recipient', description: 'Somebody who received an answer' })

export const RecipientQuery = z.strictObject({
  version: z.string().max(64).optional().meta({
    description: '`old` for every version but the current one; else all',
  }),
  limit: limitUpTo(100, 50),
  cursor: z.string().max(20).optional(),
})

export type AnswerVersion = z.infer<typeof AnswerVersion>
export type Recipient = z.infer<typeof Recipient>
