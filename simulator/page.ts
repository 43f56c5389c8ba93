import { fileURLToPath } from 'node:url'
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Exchange } from './calls/exchange.ts'
import { addCallPages } from './calls/page.ts'
import type { SimulatorOptions } from './index.ts'
import type { Injected } from './inject.ts'
import type { Kind, MessageLog } from './message-log.ts'

interface Deps {
  exchange: Exchange
  log: MessageLog
  receiveFrom: (kind: Kind, from: string, body: string, extra?: Record<string, string>) => Promise<Injected>
}

const Send = z.strictObject({
  kind: z.enum(['sms', 'whatsapp']),
  from: z.string().trim().min(1).max(40),
  text: z.string().trim().min(1).max(4096),
  name: z.string().trim().min(1).max(100).optional(),
})

/** The telephone in the browser, and what it asks for. */
export function createPageRoutes(
  numbers: SimulatorOptions['numbers'],
  { log, receiveFrom, exchange }: Deps,
): Router {
  const router = Router()
  router.get('/', withTrailingSlash)
  router.get('/numbers', (_request, response) => void response.json(numbers))
  router.get('/messages', (_request, response) => void response.json(log.list()))

  // Only JSON is taken: another site's page cannot send that without asking first (CORS).
  router.post('/send', express.json({ limit: '32kb' }), async (request, response) => {
    const read = Send.safeParse(request.body)
    if (!read.success) return answerProblem(response, 400, z.prettifyError(read.error))
    const { kind, from, text, name } = read.data
    if (numbers[kind] === null) return answerProblem(response, 409, `Kantor tidak punya nomor ${kind}`)
    const extra: Record<string, string> = name && kind === 'whatsapp' ? { ProfileName: name } : {}
    response.status(201).json(await receiveFrom(kind, from, text, extra))
  })

  addCallPages(router, exchange)
  router.use(express.static(fileURLToPath(new URL('./page', import.meta.url))))
  router.use(['/send', '/calls'], answerErrors)
  return router
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
