/** Whether a message arrived. */
import { z } from 'zod'

export const DeliveryState = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain'])

export const Delivery = z
  .object({
    state: DeliveryState,
    error: z
      .string()
      .nullable()
      .meta({ description: 'Why it was not sent; beside `sent`, which copy was not' }),
    note: z.string().nullable().meta({ description: 'Where the result lies when nothing left the house' }),
    english: z.string().optional().meta({ description: '`error` in English, where it is known' }),
  })
  .meta({ id: 'Delivery' })

export type Delivery = z.infer<typeof Delivery>
