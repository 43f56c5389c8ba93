/** A file of a message. */
import { z } from 'zod'
import { Id } from './basics.ts'

export const Attachment = z
  .object({
    id: Id,
    filename: z.string(),
    contentType: z.string(),
    size: z.int(),
    inline: z.boolean(),
    contentId: z.string().nullable().meta({ description: 'By which the HTML of its mail shows it (`cid:`)' }),
    url: z.string(),
    infected: z
      .string()
      .optional()
      .meta({ description: 'What the virus scanner found in it: it is not handed out' }),
  })
  .meta({ id: 'Attachment' })

export type Attachment = z.infer<typeof Attachment>
