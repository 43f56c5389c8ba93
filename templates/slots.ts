import type { Language } from './topics.ts'
import { formatDate } from './format.ts'

type SlotType = 'text' | 'date'
interface Slot {
  type: SlotType
  /** An optional slot leaves the sentence complete without it: a greeting with no name says "Bapak/Ibu". */
  optional: boolean
}

/** Values that only the agent or the ticket knows. `date` is `YYYY-MM-DD` and is written out in words. */
export const slotTypes = {
  contactName: { type: 'text', optional: true },
  ticketNumber: { type: 'text', optional: false },
  date: { type: 'date', optional: false },
} as const satisfies Record<string, Slot>
export type SlotName = keyof typeof slotTypes
export const slotNames = Object.keys(slotTypes) as SlotName[]

export type SlotValues = Readonly<Record<string, string | undefined>>

/** The slots as a text shows them: filled, empty when optional, else the visible placeholder `[[name]]`. */
export function fillSlots(values: SlotValues, language: Language): Record<SlotName, string> {
  const filled = slotNames.map((name) => [name, fillSlot(name, values[name] ?? '', language)])
  return Object.fromEntries(filled) as Record<SlotName, string>
}

/** Names of the slots whose placeholder still stands in a text. */
export function missingSlots(text: string): SlotName[] {
  return slotNames.filter((name) => text.includes(placeholder(name)))
}

/** A text with its `[[slots]]` and `{{variables}}` filled where a value is given; the others stay as they stand. */
export function fillText(text: string, values: SlotValues, language: Language): string {
  return text.replace(/\[\[(\w{1,50})\]\]|\{\{(\w{1,50})\}\}/g, (whole, slot?: string, variable?: string) => {
    const name = slot ?? variable ?? ''
    const value = cleanValue(Object.hasOwn(values, name) ? (values[name] ?? '') : '')
    if (value === '') return whole
    return name in slotTypes && slotTypes[name as SlotName].type === 'date'
      ? formatDate(value, language) || whole
      : value
  })
}

const openings = /\[{2,}(?:[^[\]]{0,200}\]{2,}|[^[\]\n]{0,30})|\{{2,}(?:[^{}]{0,200}\}{2,}|[^{}\n]{0,30})/g
const longestShown = 80

/**
 * What must not leave the house: every `[[` and `{{` with what follows, as it stands in the text; also one that is
 * empty, never closed or broken over lines, for it began as a slot or a variable.
 */
export function unresolved(text: string): string[] {
  return [...new Set(text.match(openings)?.map((found) => found.trim().slice(0, longestShown)))]
}

function fillSlot(name: SlotName, value: string, language: Language): string {
  const { type, optional } = slotTypes[name]
  const clean = cleanValue(value)
  const text = type === 'date' ? formatDate(clean, language) : clean
  if (text) return text
  return optional ? '' : placeholder(name)
}

/** A name typed by a stranger must not bring line breaks or look like a placeholder. */
function cleanValue(value: string): string {
  return value
    .replace(/[{}[\]]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100)
}

function placeholder(name: SlotName): string {
  return `[[${name}]]`
}
