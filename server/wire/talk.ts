/** What officers do in a call. */
import { z } from 'zod'
import { Id } from './basics.ts'

export const Switch = z.strictObject({ on: z.boolean() })

export const BringColleague = z.strictObject({
  agentId: Id,
  note: z
    .string()
    .trim()
    .max(2000)
    .default('')
    .meta({ description: 'A word to the colleague, kept in the ticket as an internal note' }),
})

export const CallColleague = z
  .object({
    id: Id,
    name: z.string(),
    reach: z
      .enum(['phone', 'browser'])
      .nullable()
      .meta({ description: 'Where a call would ring now; null: nowhere' }),
    isTalking: z.boolean().meta({ description: 'On the telephone with a citizen' }),
  })
  .meta({ id: 'CallColleague' })

export type CallColleague = z.infer<typeof CallColleague>
