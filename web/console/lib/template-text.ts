import type { TemplateChoice, WhatsappTemplate } from '../../../server/wire/whatsapp-template.ts'

/** What a template says with these variables; what is not filled in stands there as its number. */
export function templateText({ text }: WhatsappTemplate, variables: readonly string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (all, number: string) => variables[Number(number) - 1]?.trim() || all)
}

/** What the chosen template will say; empty while none is chosen or something is not filled in. */
export function readyTemplateText(
  templates: readonly WhatsappTemplate[],
  choice: TemplateChoice | null,
): string {
  const template = templates.find(({ id }) => id === choice?.id)
  if (!template || !choice) return ''
  const isFilled = template.variables.every((_one, index) => choice.variables[index]?.trim())
  return isFilled ? templateText(template, choice.variables) : ''
}
