/** /tanya: the form, and its question as a ticket. */
import { Router, type Response } from 'express'
import type { Receive } from '../../../channels/contract/inbound.ts'
import { toQuestion } from '../../../channels/web/index.ts'
import { themes, themeTitles, type Language } from '../../../templates/index.ts'
import type { PrivateLinks } from '../../desk/private-links.ts'
import { languageOf, wordsIn } from '../query.ts'
import { words } from '../words.ts'
import { readForm } from './form-body.ts'
import type { FormLimits } from './guard.ts'
import { emptyForm, isFormId, readQuestion, typedIn, type Typed } from './question-form.ts'
import { saidView, type Said, type Show } from './show.ts'

export interface FormPageDeps {
  receive: Receive
  links: PrivateLinks
  limits: FormLimits
  show: Show
  /** The status for what was thrown. */
  failed: (thrown: unknown) => number
}

export function formPage({ receive, links, limits, show, failed }: FormPageDeps): Router {
  const router = Router()

  router.get('/tanya', (request, response) => {
    showForm(show, response, languageOf(request), emptyForm(wordsIn(request, 'tanya')))
  })

  router.post('/tanya', async (request, response) => {
    const language = languageOf(request)
    const body = await readForm(request)
    const typed = typedIn(body)
    const again = (status: number, said: Said) =>
      showForm(show, response.status(status), language, typed, said)
    const refused = await limits.refuse(request)
    if (refused) return again(refused.status, refused)
    const read = await readQuestion(typed, body, language)
    if ('faults' in read) return again(422, read)
    try {
      const { ticketId: id, ticketNumber: number } = await receive(
        toQuestion({ ...read.question, ...(isFormId(body.field('id')) ? {} : { from: request.ip ?? '' }) }),
      )
      response.redirect(303, await links.pathTo({ id, number, language }))
    } catch (thrown) {
      again(failed(thrown), { refusal: 'failed' })
    }
  })

  return router
}

export function showForm(
  show: Show,
  response: Response,
  language: Language,
  typed: Typed,
  said: Said = {},
): void {
  const topics = themes.map((theme) => ({
    theme,
    title: themeTitles[theme][language],
    isChosen: theme === typed.topic,
  }))
  const view = { typed, topics, ...saidView(said, language) }
  show(response, { template: 'ask', language, path: '/tanya', ...words.ask[language], view })
}
