/** A file of the answer library as it is written: where it lies, what it says, what is wrong with it. */
import { z } from 'zod'
import { Service } from './service.ts'

export const Path = z
  .string()
  .max(200)
  .meta({ description: 'A file of the answer library, e.g. catalogue/pbg.yaml' })

const maxSourceLength = 40_000

export const Fault = z
  .object({ file: z.string(), line: z.int(), message: z.string() })
  .meta({ id: 'Fault', description: 'What the linter found; lines count from 1' })

/** A service as its file states it: all that a form edits. */
export const ServiceContent = Service.omit({ notes: true }).extend({ notes: z.string() })

export const Writing = {
  text: z.string().max(maxSourceLength).optional(),
  service: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'A ServiceContent, instead of text' }),
}

export type Fault = z.infer<typeof Fault>
export type ServiceContent = z.infer<typeof ServiceContent>
