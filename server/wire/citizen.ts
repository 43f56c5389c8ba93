/** Whom an agent has before them: where from, kept out or trusted, and what they asked before. */
import { z } from 'zod'
import { Channel, Time } from './basics.ts'
import { Status } from './ticket.ts'

export const Citizen = z
  .object({
    visitor: z
      .object({
        page: z.string().nullable().meta({ description: 'Where the chat was begun, without its query' }),
        device: z.string().nullable(),
        languages: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Of a chat' }),
    blocked: z.object({ reason: z.string(), by: z.string(), at: Time }).nullable(),
    earlier: z
      .array(
        z.object({
          id: z.int(),
          number: z.string(),
          subject: z.string(),
          status: Status,
          channel: Channel,
          createdAt: Time,
        }),
      )
      .meta({
        description:
          'The latest other tickets of the same contact; an address that was only typed makes nobody the same',
      }),
  })
  .meta({ id: 'Citizen' })

export const NewBlock = z.strictObject({ reason: z.string().trim().min(1).max(500) })

export type Citizen = z.infer<typeof Citizen>
