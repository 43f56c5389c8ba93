/** A service of the office, with its facts and where they come from. */
import { z } from 'zod'

export const ServiceSummary = z
  .object({
    id: z.string(),
    names: z.object({ id: z.string(), en: z.string() }),
    aliases: z.array(z.string()),
    agency: z.string(),
    status: z.enum(['active', 'superseded', 'expired']),
    supersededBy: z.string().nullable(),
    reviewBy: z.string().nullable(),
  })
  .meta({ id: 'ServiceSummary' })

const aboutFact = {
  applies: z.boolean().meta({ description: 'False where the question does not arise' }),
  sources: z.union([z.literal('all'), z.array(z.int())]).meta({ description: 'Places in `sources`, from 1' }),
  asOf: z.string().nullable().meta({ description: 'Year of the newest source' }),
  verified: z.boolean().meta({ description: 'False: the office has not confirmed it' }),
  note: z.string().optional().meta({ description: 'By staff for staff; only with a session' }),
}

export const TextFact = z.object({ value: z.string().nullable(), ...aboutFact }).meta({ id: 'TextFact' })
export const ListFact = z.object({ value: z.array(z.string()), ...aboutFact }).meta({ id: 'ListFact' })

export const Service = ServiceSummary.extend({
  situations: z.array(z.string()).meta({ description: 'How people say it without naming the service' }),
  owner: z.string(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  asOf: z.string().nullable(),
  theme: z.string().meta({ description: 'What citizens look for it under' }),
  onlineChannel: z.string().nullable(),
  related: z.array(z.string()),
  sources: z.array(z.string()),
  notes: z.string().optional().meta({ description: 'By staff for staff; only with a session' }),
  facts: z.object({
    requirements: ListFact,
    steps: ListFact,
    fee: TextFact,
    time: TextFact,
    validity: TextFact,
    legalBasis: ListFact,
    place: TextFact,
  }),
}).meta({ id: 'Service' })

export type ServiceSummary = z.infer<typeof ServiceSummary>
