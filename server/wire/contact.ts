/** A citizen as far as we know them, and how they are reached. */
import { z } from 'zod'
import { Id, Time } from './basics.ts'
import { Texting } from './texting.ts'

export const Identity = z
  .object({
    kind: z.enum(['email', 'phone', 'chat']),
    address: z.string(),
    verified: z.boolean(),
    told: z
      .literal(true)
      .optional()
      .meta({ description: 'Only typed or said: a way to answer, from which nothing came yet' }),
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

/** What the citizen told an officer; null takes an address back. */
export const ParticularsPatch = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    email: z.email().max(254).nullable().optional(),
    phone: z.string().trim().min(1).max(40).nullable().optional(),
  })
  .meta({ description: 'Refused where they have an address of that kind which is their own' })

export type ParticularsPatch = z.infer<typeof ParticularsPatch>
export type Identity = z.infer<typeof Identity>
export type Contact = z.infer<typeof Contact>
