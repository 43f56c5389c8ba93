/** What SMS and WhatsApp may still do with a telephone number. */
import { z } from 'zod'
import { Time } from './basics.ts'

export const Texting = z
  .object({
    smsStoppedAt: Time.nullable(),
    whatsappStoppedAt: Time.nullable(),
    whatsappOpenUntil: Time.nullable().meta({
      description: 'Until then WhatsApp takes free words; afterwards approved templates only',
    }),
  })
  .meta({ id: 'Texting', description: 'Of a telephone number: since when it wants no more texts' })

export type Texting = z.infer<typeof Texting>
