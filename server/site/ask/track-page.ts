/** /lacak: the way back to a ticket's private page, by its key or by a link to the address it came from. */
import { Router, type Response } from 'express'
import type { Language } from '../../../templates/index.ts'
import type { PrivateLinks } from '../../desk/private-links.ts'
import type { SendLink } from '../../desk/send-link.ts'
import type { Logger } from '../../log.ts'
import { languageOf } from '../query.ts'
import { words } from '../words.ts'
import { readForm, type FormBody } from './form-body.ts'
import { isFromOurPage, type FormLimits } from './guard.ts'
import { readContact } from './question-form.ts'
import type { Show } from './show.ts'
import { refusalWords } from './words.ts'

export interface TrackPageDeps {
  links: PrivateLinks
  sendLink: SendLink
  limits: FormLimits
  show: Show
  log: Logger
}

export function trackPage({ links, sendLink, limits, show, log }: TrackPageDeps): Router {
  const router = Router()

  router.get('/lacak', (request, response) => showTrack(show, response, languageOf(request)))

  router.post('/lacak', async (request, response) => {
    const language = languageOf(request)
    const body = await readForm(request)
    if (!isFromOurPage(request) || !(await limits.mayWantLink(request)))
      return showTrack(show, response.status(429), language, { refusal: refusalWords.tooMany[language] })
    const { number, proof } = trackedIn(body)
    const byKey = (await limits.mayGuess(request)) ? await links.open(number, proof) : null
    if (byKey) return response.redirect(303, await links.pathTo({ ...byKey, language }))
    const contact = readContact(proof)
    const address = contact?.email ?? contact?.phone
    if (!address) {
      await limits.guessedWrong(request)
      return showTrack(show, response.status(404), language, { isUnknown: true, number })
    }
    // Whether there is such a ticket shows neither in these words nor in how long they take.
    showTrack(show, response, language, { isSent: true })
    sendLink({ number, address }).catch((err: unknown) =>
      log.error({ err }, 'a private link could not be sent'),
    )
  })

  return router
}

export function showTrack(show: Show, response: Response, language: Language, view: object = {}): void {
  response.set('Referrer-Policy', 'no-referrer')
  show(response, { template: 'track', language, path: '/lacak', ...words.track[language], view })
}

/** Number and key may come as they stand, or as the whole link in either field. */
function trackedIn(body: FormBody): { number: string; proof: string } {
  const [number, proof] = [body.field('number').trim(), body.field('proof').trim()]
  const [, linked, key] = /\/tanya\/(\d\d-\d{5,})\/([\w-]+)/.exec(`${number} ${proof}`) ?? []
  return linked && key ? { number: linked, proof: key } : { number: number.replace(/\s/g, ''), proof }
}
