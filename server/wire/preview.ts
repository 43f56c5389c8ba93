/** An answer as it would read with a text that is not in force. */
import { z } from 'zod'
import { Channel, Language } from './basics.ts'
import { Fault, Path, Writing } from './source-file.ts'

export const PreviewRequest = z.strictObject({
  path: Path,
  ...Writing,
  answer: z.string().max(200).meta({ description: 'service/topic, as it would read with this text' }),
  language: Language,
  channel: Channel,
})

export const Preview = z
  .object({
    text: z.string().nullable().meta({ description: 'Null when the faults leave nothing to show' }),
    html: z.string().nullable().meta({ description: 'The letter as mail programs show it' }),
    segments: z.int().nullable().meta({ description: 'How many SMS it takes' }),
    faults: z.array(Fault),
  })
  .meta({ id: 'Preview' })

export type Preview = z.infer<typeof Preview>
export type PreviewRequest = z.infer<typeof PreviewRequest>
