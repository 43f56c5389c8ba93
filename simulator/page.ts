import { fileURLToPath } from 'node:url'
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Exchange } from './calls/exchange.ts'
import { addCallPages } from './calls/page.ts'
import type { SimulatorOptions } from './index.ts'
import type { Injected } from './inject.ts'
import type { SentFile } from './media.ts'
import type { Kind, MessageLog } from './message-log.ts'

interface Deps {
  exchange: Exchange
  log: MessageLog
  receiveFrom: (
    kind: Kind,
    from: string,
    body: string,
    extra?: Record<string, string>,
    files?: SentFile[],
  ) => Promise<Injected>
}

const Send = z
  .strictObject({
    kind: z.enum(['sms', 'whatsapp']),
    from: z.string().trim().min(1).max(40),
    text: z.string().trim().max(4096).default(''),
    name: z.string().trim().min(1).max(100).optional(),
    /** Ids of files handed in before. */
    files: z.array(z.string().max(40)).max(10).default([]),
    place: z
      .strictObject({ latitude: z.number(), longitude: z.number(), label: z.string().max(200) })
      .optional(),
    reaction: z.string().min(1).max(20).optional(),
  })
  .refine(({ text, files, place, reaction }) => Boolean(text || files.length || place || reaction), {
    message: 'nothing is said',
  })

/** Twilio passes on none larger. */
const mostFileBytes = '16mb'

/** The telephone in the browser, and what it asks for. */
export function createPageRoutes(
  numbers: SimulatorOptions['numbers'],
  { log, receiveFrom, exchange }: Deps,
): Router {
  const handedIn = new Map<string, SentFile>()
  let latestFile = 0
  const router = Router()
  router.get('/', withTrailingSlash)
  router.get('/numbers', (_request, response) => void response.json(numbers))
  router.get('/messages', (_request, response) => void response.json(log.list()))

  // Only JSON is taken: another site's page cannot send that without asking first (CORS).
  router.post('/send', express.json({ limit: '32kb' }), async (request, response) => {
    const read = Send.safeParse(request.body)
    if (!read.success) return answerProblem(response, 400, z.prettifyError(read.error))
    const { kind, from, text, name } = read.data
    const sent = read.data.files.flatMap((id) => handedIn.get(id) ?? [])
    if (numbers[kind] === null) return answerProblem(response, 409, `Kantor tidak punya nomor ${kind}`)
    const extra = kind === 'whatsapp' ? whatsappFields(read.data, name) : {}
    response.status(201).json(await receiveFrom(kind, from, read.data.reaction ?? text, extra, sent))
  })

  // The same goes for bytes.
  const file = express.raw({ type: 'application/octet-stream', limit: mostFileBytes })
  router.post('/files', file, (request, response) => {
    if (!Buffer.isBuffer(request.body)) return answerProblem(response, 400, 'Permintaan tidak terbaca')
    const id = String(++latestFile)
    const contentType = request.get('x-file-type') || 'application/octet-stream'
    handedIn.set(id, { content: request.body, contentType })
    if (handedIn.size > mostHandedIn) handedIn.delete(String(latestFile - mostHandedIn))
    response.status(201).json({ id })
  })

  addCallPages(router, exchange)
  router.use(express.static(fileURLToPath(new URL('./page', import.meta.url))))
  router.use(['/send', '/files', '/calls'], answerErrors)
  return router
}

const mostHandedIn = 20

function whatsappFields(
  { place, reaction }: z.infer<typeof Send>,
  name: string | undefined,
): Record<string, string> {
  return {
    ...(name && { ProfileName: name }),
    ...(place && {
      ...{ Latitude: String(place.latitude), Longitude: String(place.longitude), Label: place.label },
      MessageType: 'location',
    }),
    ...(reaction && { MessageType: 'reaction' }),
  }
}

// Without it the page's relative addresses would lead elsewhere.
const withTrailingSlash: RequestHandler = (request, response, next) => {
  const [path = '', query] = request.originalUrl.split('?')
  if (path.endsWith('/')) next()
  else response.redirect(308, `${path}/${query ? `?${query}` : ''}`)
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  const status = (error as { status?: unknown } | null)?.status
  if (typeof status === 'number' && status < 500) answerProblem(response, status, 'Permintaan tidak terbaca')
  else answerProblem(response, 502, 'Webhook kantor tidak dapat dihubungi')
}

function answerProblem(response: express.Response, status: number, title: string): void {
  response.status(status).type('application/problem+json').json({ type: 'about:blank', title, status })
}
