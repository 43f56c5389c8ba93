/** The words that WhatsApp has approved, by which a conversation is opened again after its 24 hours. */
import { createHash } from 'node:crypto'
import type { TemplateUse } from '../../../channels/contract/parts.ts'
import type { Library } from '../../../templates/index.ts'
import { invalidField } from '../../errors.ts'
import type { TemplateChoice, WhatsappTemplate } from '../../wire/whatsapp-template.ts'

export interface WhatsappTemplates {
  /** Those that may be sent. */
  list(): WhatsappTemplate[]
  /** Throws `invalid` for one that is unknown or not approved, and for variables too few or too many. */
  use(choice: TemplateChoice): { text: string; use: TemplateUse }
  /** What the local Twilio shows in place of its content; null when it is none of ours. */
  textOf(contentSid: string, variables: Record<string, string>): string | null
}

/** With the simulator, which approves of everything, those without an id of Twilio's get one. */
export function createWhatsappTemplates(
  library: Pick<Library, 'whatsappTemplates'>,
  isSimulated: boolean,
): WhatsappTemplates {
  const usable = () =>
    library.whatsappTemplates.flatMap((template) => {
      const contentSid = template.contentSid ?? (isSimulated ? playedSid(template.id) : null)
      return contentSid === null ? [] : [{ ...template, contentSid }]
    })

  return {
    list: () =>
      usable().map(({ id, title, language, text, variables }) => ({ id, title, language, text, variables })),
    use({ id, variables: given }) {
      const template = usable().find((one) => one.id === id)
      if (!template) throw invalidField('template.id', 'There is no such approved template.')
      if (given.length !== template.variables.length)
        throw invalidField('template.variables', `This template has ${template.variables.length} variables.`)
      // WhatsApp refuses line breaks and wide gaps in them.
      const variables = Object.fromEntries(
        given.map((value, index) => [String(index + 1), value.replace(/\s+/g, ' ')]),
      )
      return {
        text: filled(template.text, variables),
        use: { id, contentSid: template.contentSid, variables },
      }
    },
    textOf(contentSid, variables) {
      const template = usable().find((one) => one.contentSid === contentSid)
      return template ? filled(template.text, variables) : null
    },
  }
}

function filled(text: string, variables: Record<string, string>): string {
  return text.replace(/\{\{(\d+)\}\}/g, (all, number: string) => variables[number] ?? all)
}

function playedSid(id: string): string {
  return `HX${createHash('sha256').update(id).digest('hex').slice(0, 32)}`
}
