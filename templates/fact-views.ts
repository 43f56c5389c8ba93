import { bare, type View } from './bare.ts'
import { isKnown, type ListFact, type TextFact } from './catalogue.ts'
import { inSentence, sentence, withoutParentheses } from './names.ts'
import { spoken } from './spoken.ts'
import type { Language } from './topics.ts'
import type { Form } from './view.ts'

export interface FactStyle {
  form: Form
  language: Language
  /** At most so many items of a list; the rest is counted. */
  limit: number
}

export function listView(fact: ListFact, { form, language, limit }: FactStyle): View {
  const shown = fact.value.slice(0, limit)
  const rest = fact.value.length - shown.length
  const texts = shown.map((text) => {
    if (form === 'voice') return sentence(spoken(withoutParentheses(text), language, 'id'))
    return form === 'short' ? withoutParentheses(text) : text
  })
  const isNumbered = fact.value.length > 1
  const items = texts.map((text, index) => bare({ number: isNumbered ? String(index + 1) : '', text }))
  return bare({
    ...knowledge(fact),
    items,
    joined: texts.map(inSentence).join('; '),
    count: String(fact.value.length),
    rest: rest > 0 ? String(rest) : '',
  })
}

/** Said in passing, more than this would drown the rest. */
const longInPassing = 160

export function textView(fact: TextFact, { form, language }: FactStyle): View {
  const written = fact.value ?? ''
  const say = (text: string) => (form === 'voice' ? spoken(text, language, 'id') : text)
  const value = sentence(say(written))
  return bare({
    ...knowledge(fact),
    value,
    /** As it goes on after a colon. */
    inline: say(inSentence(written)),
    long: value.length > longInPassing,
  })
}

function knowledge(fact: ListFact | TextFact): View {
  const known = isKnown(fact)
  return { known, unknown: fact.applies && !known, none: !fact.applies }
}
