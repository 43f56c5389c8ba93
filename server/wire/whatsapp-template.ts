/** Words that WhatsApp has approved, to be said at any time. */
import { z } from 'zod'

export const WhatsappTemplate = z
  .object({
    id: z.string(),
    title: z.object({ id: z.string(), en: z.string() }),
    language: z.enum(['id', 'en']),
    text: z.string().meta({ description: 'With {{1}} where a variable stands' }),
    variables: z.array(
      z.object({
        name: z.object({ id: z.string(), en: z.string() }),
        fill: z.enum(['contactName', 'ticketNumber']).nullable(),
      }),
    ),
  })
  .meta({ id: 'WhatsappTemplate' })

export const TemplateChoice = z
  .strictObject({
    id: z.string().max(60),
    variables: z.array(z.string().trim().min(1).max(300)).max(10),
  })
  .meta({ description: 'WhatsApp: an approved template and its variables in order; `text` is then ignored' })

export type WhatsappTemplate = z.infer<typeof WhatsappTemplate>
export type TemplateChoice = z.infer<typeof TemplateChoice>
