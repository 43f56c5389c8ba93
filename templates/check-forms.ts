import { layoutName, type AnswerTexts } from './answer-texts.ts'
import { exampleSlots, exampleView } from './example-view.ts'
import type { Fault } from './fault.ts'
import { createRender } from './render.ts'
import { languages, topics, type Language } from './topics.ts'
import { forms } from './view.ts'

/** `Fee, x: x.` is the least that says something, for the example's names and facts are an x. */
const leastSaid = 10
const body = 'BODY'

/** Texts that leave a form out: a topic that says next to nothing in it, a letter without greeting or closing. */
export function checkForms(texts: Record<Language, AnswerTexts>): Fault[] {
  return languages.flatMap((language) => [
    ...checkTopics(language, texts[language]),
    ...checkFrame(language, texts[language]),
  ])
}

function checkTopics(language: Language, { bodies, partials }: AnswerTexts): Fault[] {
  const render = createRender()
  return topics.flatMap((topic) =>
    forms.flatMap((form) =>
      (['known', 'unknown', 'none'] as const)
        .filter((facts) => {
          const view = exampleView(language, { form, facts })
          return render(bodies.get(topic) ?? '', view, partials).length < leastSaid
        })
        .map((facts) => ({
          file: `answers/${language}/${topic}.mustache`,
          line: 1,
          message: `says next to nothing as ${form} when its facts are ${facts}`,
        })),
    ),
  )
}

function checkFrame(language: Language, { partials }: AnswerTexts): Fault[] {
  const render = createRender()
  const missing = forms.flatMap((form) => {
    const view = exampleView(language, { form, slots: exampleSlots })
    view['body'] = body
    const [before = '', after] = render(partials[layoutName] ?? '', view, partials).split(body)
    if (after === undefined) return [`does not show the body as ${form}`]
    if (form !== 'letter') return []
    return [
      ...(before.includes(exampleSlots.contactName)
        ? []
        : ['the letter has no greeting that names the contact']),
      ...(after.includes(exampleSlots.ticketNumber)
        ? []
        : ['the letter has no closing with the ticket number']),
    ]
  })
  return missing.map((message) => ({
    file: `answers/${language}/partials/${layoutName}.mustache`,
    line: 1,
    message,
  }))
}
