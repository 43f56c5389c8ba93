import type { Service } from './catalogue.ts'
import { plainCharacters, smsSegments } from './format.ts'
import type { Form } from './view.ts'

/** SMS a short answer may take. */
export const maxSegments = 3
/** What a voice says in about 45 seconds. */
export const maxSpoken = 700
/** Items of a list that one can keep in mind while listening. */
const mostSpoken = 3
/** Items a chat shows where a page has the rest. */
const mostInChat = 6

/** A text as its form allows: a short one and a spoken one name as many items of a list as fit. */
export function fit(
  form: Form,
  service: Service,
  hasPage: boolean,
  compose: (limit: number) => string,
): string {
  if (form === 'letter') return compose(Infinity)
  if (form === 'chat') return compose(hasPage ? mostInChat : Infinity)
  const { requirements, steps, legalBasis } = service.facts
  const longest = Math.max(requirements.value.length, steps.value.length, legalBasis.value.length, 1)
  return form === 'voice'
    ? fewer(Math.min(longest, mostSpoken), (limit) => inOneLine(compose(limit)), isSayable)
    : fewer(longest, (limit) => plainCharacters(compose(limit)), isShort)
}

function fewer(limit: number, compose: (limit: number) => string, fits: (text: string) => boolean): string {
  const text = compose(limit)
  return limit <= 1 || fits(text) ? text : fewer(limit - 1, compose, fits)
}

function isShort(text: string): boolean {
  return smsSegments(text) <= maxSegments
}

function isSayable(text: string): boolean {
  return text.length <= maxSpoken
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
