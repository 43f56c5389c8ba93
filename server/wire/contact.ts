/** A citizen as far as we know them, and how they are reached. */
import { z } from 'zod'
import { Id, Time } from './basics.ts'
import { Texting } from './texting.ts'

export const Identity = z
  .object({
    kind: z.enum(['email', 'phone', 'chat']),
    address: z.string(),
    verified: z.boolean(),
    undeliverable: z
      .object({ reason: z.string(), since: Time })
      .optional()
      .meta({ description: 'Mail to it came back for good, and none came from it since' }),
    texting: Texting.optional().meta({ description: 'Of a telephone number that texted or was texted' }),
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

export type Identity = z.infer<typeof Identity>
export type Contact = z.infer<typeof Contact>
