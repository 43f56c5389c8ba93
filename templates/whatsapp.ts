import { z } from 'zod'
import { lineAt, type Fault } from './fault.ts'
import type { Sources } from './sources.ts'
import { parseYaml } from './yaml-file.ts'

export const whatsappFile = 'whatsapp.yaml'

const Line = z.string().trim().min(1).max(100)
const Variable = z.strictObject({
  name: z.strictObject({ id: Line, en: Line }),
  /** What it is filled with before anybody types. */
  fill: z.enum(['contactName', 'ticketNumber']).nullable(),
})
const Template = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,60}$/),
    title: z.strictObject({ id: Line, en: Line }),
    language: z.enum(['id', 'en']),
    /** What Twilio calls it once WhatsApp has approved it; null until then. */
    contentSid: z
      .string()
      .regex(/^HX[0-9a-f]{32}$/i)
      .nullable(),
    /** Word for word as approved: `{{1}}` is the first of `variables`. WhatsApp takes 1,024 characters. */
    text: z.string().trim().min(1).max(1024),
    variables: z.array(Variable).max(10),
  })
  .refine(
    ({ text, variables }) => {
      const used = new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map(([, number]) => Number(number)))
      return used.size === variables.length && variables.every((_one, index) => used.has(index + 1))
    },
    { path: ['variables'], message: 'must be as many as the text has, from {{1}}' },
  )
const WhatsappFile = z.strictObject({
  templates: z
    .array(Template)
    .max(50)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two templates have the same id'),
})

/** What the office may say by WhatsApp outside of the citizen's 24 hours: words that WhatsApp has approved. */
export type WhatsappTemplate = z.infer<typeof Template>

/** A library without the file has no templates. */
export function readWhatsapp(sources: Sources): { templates: WhatsappTemplate[]; faults: Fault[] } {
  const source = sources.get(whatsappFile)
  if (source === undefined) return { templates: [], faults: [] }
  const { value, faults } = parseYaml(whatsappFile, source, WhatsappFile)
  return { templates: value?.templates ?? [], faults }
}

/** WhatsApp approves no template that begins or ends with a variable. */
export function checkWhatsapp(sources: Sources, templates: readonly WhatsappTemplate[]): Fault[] {
  const source = sources.get(whatsappFile) ?? ''
  return templates
    .filter(({ text }) => /^\{\{\d+\}\}|\{\{\d+\}\}$/.test(text))
    .map(({ id }) => ({
      file: whatsappFile,
      line: lineAt(source, Math.max(0, source.indexOf(`id: ${id}`))),
      message: `${id}: WhatsApp approves no text that begins or ends with a variable`,
    }))
}
