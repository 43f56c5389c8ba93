/** /tanya/NUMBER/KEY: the private page of a ticket, where its thread is read and goes on. */
import { Router, type Request, type Response } from 'express'
import { toFollowUp } from '../../../channels/web/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Message } from '../../wire/message.ts'
import type { Office } from '../../wire/office.ts'
import { languageOf } from '../query.ts'
import { words } from '../words.ts'
import { readForm } from './form-body.ts'
import type { FormPageDeps } from './form-page.ts'
import { isFromOurPage } from './guard.ts'
import { emptyForm, readAddition, typedIn, type Typed } from './question-form.ts'
import { saidView, type Said } from './show.ts'
import { viewThread } from './thread-view.ts'
import { showTrack } from './track-page.ts'

export interface ThreadPageDeps extends FormPageDeps {
  /** What a citizen may see of a thread. */
  messagesOf: (ticketId: number) => Promise<Message[]>
  markRead: (ticketId: number, seq: number) => Promise<void>
  /** Where answers to this ticket go besides its page; null for nowhere. */
  answersTo: (ticket: TicketRow) => Promise<string | null>
  office: Office
  timeZone: string
  baseUrl: string
}

export function threadPage(deps: ThreadPageDeps): Router {
  const { receive, links, limits, show, failed, office, timeZone, baseUrl } = deps
  const router = Router()

  router.get('/tanya/:number/:key', async (request, response) => {
    const ticket = await opened(request)
    if (!ticket) return showTrack(show, response.status(404), languageOf(request), { isUnknown: true })
    await showThread(request, response, ticket)
  })

  router.post('/tanya/:number/:key', async (request, response) => {
    const language = languageOf(request)
    const ticket = await opened(request)
    if (!ticket) return showTrack(show, response.status(404), language, { isUnknown: true })
    const body = await readForm(request)
    const again = (status: number, said: Said) =>
      showThread(request, response.status(status), ticket, typedIn(body), said)
    const refused = await limits.refuse(request)
    if (refused) return again(refused.status, refused)
    const read = await readAddition(body, language)
    if ('faults' in read) return again(422, read)
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
    showTrack(show, response, languageOf(request), { isRevoked: ticket !== null })
  })

  return router

  async function opened(request: Request): Promise<TicketRow | null> {
    if (!(await limits.mayGuess(request))) return null
    const { number, key } = request.params
    const ticket = await links.open(String(number), String(key))
    if (!ticket) await limits.guessedWrong(request)
    return ticket
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
    const path = await links.pathTo({ ...ticket, language: 'id' })
    const address = baseUrl + path
    response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow, noarchive' })
    show(response, {
      template: 'thread',
      language,
      path,
      ...words.thread[language],
      isListed: false,
      view: {
        ...viewThread({ ticket, messages, answersTo, office, timeZone, language, address }),
        path,
        typed,
        ...saidView(said, language),
      },
    })
    await deps.markRead(ticket.id, messages.at(-1)?.seq ?? 0)
  }
}
