/** Asking without a script: the form, the private page of its thread, and the way back to it. */
import { Router, type NextFunction, type Request, type Response } from 'express'
import type { Receive } from '../../../channels/contract/inbound.ts'
import type { MakeLimiter } from '../../../channels/lib/limiter.ts'
import { toFollowUp, toQuestion } from '../../../channels/web/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { themes, themeTitles, type Language } from '../../../templates/index.ts'
import type { PrivateLinks } from '../../desk/private-links.ts'
import type { LinkWish, SendLink } from '../../desk/send-link.ts'
import { asTanyaError, statusOf } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Message } from '../../wire/message.ts'
import type { Office } from '../../wire/office.ts'
import type { RenderPage, SitePage } from '../render.ts'
import { words } from '../words.ts'
import { readForm, type FormBody } from './form-body.ts'
import { createFormLimits, isFromOurPage } from './guard.ts'
import {
  emptyForm,
  fieldNames,
  isFormId,
  readAddition,
  readContact,
  readQuestion,
  typedIn,
  type Faults,
  type Typed,
} from './question-form.ts'
import { viewThread } from './thread-view.ts'
import { refusalWords, type RefusalName } from './words.ts'

export interface AskDeps {
  receive: Receive
  links: PrivateLinks
  sendLink: SendLink
  /** What a citizen may see of a thread. */
  messagesOf: (ticketId: number) => Promise<Message[]>
  markRead: (ticketId: number, seq: number) => Promise<void>
  /** Where answers to this ticket go besides its page; null for nowhere. */
  answersTo: (ticket: TicketRow) => Promise<string | null>
  office: Office
  timeZone: string
  baseUrl: string
  makeLimiter: MakeLimiter
  questionsPerMinute: number
  log: Logger
}

export function createAskPages(deps: AskDeps, render: RenderPage): Router {
  const { receive, links, office, log } = deps
  const limits = createFormLimits(deps, deps.makeLimiter)
  const router = Router()

  router.get('/tanya', (request, response) => {
    const language = languageOf(request)
    const asked: unknown = [request.query['tanya']].flat()[0]
    const typed = emptyForm(typeof asked === 'string' ? asked.slice(0, 2_000).toWellFormed() : '')
    showForm(response, language, typed)
  })

  router.post('/tanya', async (request, response) => {
    const language = languageOf(request)
    const body = await readForm(request)
    const typed = typedIn(body)
    if (!isFromOurPage(request))
      return showForm(response.status(403), language, typed, { refusal: 'elsewhere' })
    if (!(await limits.mayAsk(request)))
      return showForm(response.status(429), language, typed, { refusal: 'tooMany' })
    const read = await readQuestion(typed, body, language)
    if ('faults' in read) return showForm(response.status(422), language, typed, { faults: read.faults })
    try {
      const { ticketId: id, ticketNumber: number } = await receive(
        toQuestion({ ...read.question, ...(isFormId(body.field('id')) ? {} : { from: request.ip ?? '' }) }),
      )
      response.redirect(303, await links.pathTo({ id, number, language }))
    } catch (thrown) {
      showForm(response.status(failed(thrown)), language, typed, { refusal: 'failed' })
    }
  })

  router.get('/tanya/:number/:key', async (request, response) => {
    const ticket = await opened(request)
    if (!ticket) return showTrack(response.status(404), languageOf(request), { isUnknown: true })
    await showThread(request, response, ticket)
  })

  router.post('/tanya/:number/:key', async (request, response) => {
    const language = languageOf(request)
    const ticket = await opened(request)
    if (!ticket) return showTrack(response.status(404), language, { isUnknown: true })
    const body = await readForm(request)
    const typed = typedIn(body)
    const again = (status: number, said: Said) =>
      showThread(request, response.status(status), ticket, typed, said)
    if (!isFromOurPage(request)) return again(403, { refusal: 'elsewhere' })
    if (!(await limits.mayAsk(request))) return again(429, { refusal: 'tooMany' })
    const read = await readAddition(body, language)
    if ('faults' in read) return again(422, { faults: read.faults })
    try {
      await receive(toFollowUp(read.said, ticket.id))
      response.redirect(303, `${await links.pathTo({ ...ticket, language })}#akhir`)
    } catch (thrown) {
      await again(failed(thrown), { refusal: 'failed' })
    }
  })

  router.post('/tanya/:number/:key/cabut', async (request, response) => {
    const ticket = await opened(request)
    if (ticket && isFromOurPage(request)) await links.revoke(ticket.id)
    showTrack(response, languageOf(request), { isRevoked: ticket !== null })
  })

  router.get('/lacak', (request, response) => showTrack(response, languageOf(request)))

  router.post('/lacak', async (request, response) => {
    const language = languageOf(request)
    const body = await readForm(request)
    if (!isFromOurPage(request) || !(await limits.mayWantLink(request)))
      return showTrack(response.status(429), language, { refusal: refusalWords.tooMany[language] })
    const { number, proof } = trackedIn(body)
    const byKey = (await limits.mayGuess(request)) ? await links.open(number, proof) : null
    if (byKey) return response.redirect(303, await links.pathTo({ ...byKey, language }))
    const contact = readContact(proof)
    const address = contact?.email ?? contact?.phone
    if (!address) {
      await limits.guessedWrong(request)
      return showTrack(response.status(404), language, { isUnknown: true, number })
    }
    // Whether there is such a ticket shows neither in these words nor in how long they take.
    showTrack(response, language, { isSent: true })
    send({ number, address })
  })

  router.get('/privasi', (request, response) => {
    const language = languageOf(request)
    const page: SitePage = {
      template: 'privacy',
      language,
      path: '/privasi',
      ...words.privacy[language],
      view: {},
    }
    response.set({ 'Cache-Control': 'public, max-age=300', 'Content-Language': language }).send(render(page))
  })

  router.use('/tanya', apologise)
  router.use('/lacak', apologise)
  return router

  async function opened(request: Request): Promise<TicketRow | null> {
    if (!(await limits.mayGuess(request))) return null
    const { number, key } = request.params
    const ticket = await links.open(String(number), String(key))
    if (!ticket) await limits.guessedWrong(request)
    return ticket
  }

  function show(response: Response, page: Omit<SitePage, 'isListed'>, isListed = false): void {
    response
      .set({ 'Cache-Control': 'no-store', 'Content-Language': page.language, Vary: 'Accept-Encoding' })
      .send(render({ ...page, isListed }))
  }

  function showForm(response: Response, language: Language, typed: Typed, said: Said = {}): void {
    const topics = themes.map((theme) => ({
      theme,
      title: themeTitles[theme][language],
      isChosen: theme === typed.topic,
    }))
    const view = { typed, topics, ...saidView(said, language) }
    show(response, { template: 'ask', language, path: '/tanya', ...words.ask[language], view }, true)
  }

  async function showThread(
    request: Request,
    response: Response,
    ticket: TicketRow,
    typed: Typed = emptyForm(),
    said: Said = {},
  ): Promise<void> {
    const language = languageOf(request)
    const [messages, answersTo] = await Promise.all([deps.messagesOf(ticket.id), deps.answersTo(ticket)])
    const path = (await links.pathTo({ ...ticket, language: 'id' })) ?? ''
    const address = deps.baseUrl + path
    const { timeZone } = deps
    response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow, noarchive' })
    show(response, {
      template: 'thread',
      language,
      path,
      ...words.thread[language],
      view: {
        ...viewThread({ ticket, messages, answersTo, office, timeZone, language, address }),
        path,
        typed,
        ...saidView(said, language),
      },
    })
    await deps.markRead(ticket.id, messages.at(-1)?.seq ?? 0)
  }

  function showTrack(response: Response, language: Language, view: object = {}): void {
    response.set('Referrer-Policy', 'no-referrer')
    show(response, { template: 'track', language, path: '/lacak', ...words.track[language], view }, true)
  }

  function send(wish: LinkWish): void {
    deps.sendLink(wish).catch((err: unknown) => log.error({ err }, 'a private link could not be sent'))
  }

  function failed(thrown: unknown): number {
    const error = asTanyaError(thrown)
    // Without the path, which holds a key.
    if (statusOf[error.code] >= 500) log.error({ err: error.cause ?? error }, 'a form could not be taken in')
    return statusOf[error.code]
  }

  /** A person reads what went wrong here, and their browser's way back leads to what they typed. */
  function apologise(thrown: unknown, request: Request, response: Response, next: NextFunction): void {
    if (response.headersSent) return next(thrown)
    const language = languageOf(request)
    const status = failed(thrown)
    if (status === 413) response.set('Connection', 'close')
    const refusal = status === 413 ? 'tooLarge' : 'failed'
    showForm(response.status(status), language, emptyForm(), { refusal })
  }
}

interface Said {
  faults?: Faults
  refusal?: RefusalName
}

function saidView({ faults = {}, refusal }: Said, language: Language) {
  return {
    faults,
    faultList: fieldNames.flatMap((name) => (faults[name] ? [{ name, words: faults[name] }] : [])),
    hasFaults: Object.keys(faults).length > 0,
    refusal: refusal ? refusalWords[refusal][language] : null,
  }
}

/** Number and key may come as they stand, or as the whole link in either field. */
function trackedIn(body: FormBody): { number: string; proof: string } {
  const [number, proof] = [body.field('number').trim(), body.field('proof').trim()]
  const [, linked, key] = /\/tanya\/(\d\d-\d{5,})\/([\w-]+)/.exec(`${number} ${proof}`) ?? []
  return linked && key ? { number: linked, proof: key } : { number: number.replace(/\s/g, ''), proof }
}

function languageOf(request: Request): Language {
  return request.query['lang'] === 'en' ? 'en' : 'id'
}
