/** HTTP from top to bottom, in the order a request meets it. */
import compression from 'compression'
import express, { type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { IncomingMessage } from 'node:http'
import type { Auth } from './auth/index.ts'
import { describeRoutesAsPage } from './docs.ts'
import { docsCss } from './docs-template.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import { describeApi, type ApiDescription } from './openapi.ts'
import { answerProblems, noSuchAddress } from './problems.ts'
import { createRouter, type Route } from './route.ts'

export interface HttpDeps {
  baseUrl: string
  version: string
  auth: Auth
  routes: Route[]
  /** Of channels: webhooks, which read their own bodies. */
  webhooks: Router[]
  simulator: Router | null
  pages: Router[]
  metrics: Metrics
  log: Logger
  /** Names what is not ready; empty means ready. */
  unready: () => Promise<string[]>
}

/** A long reply in the widest script, with room for slots. */
const maxJsonBytes = 256 * 1024

export function createHttp(deps: HttpDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback')
  app.use(securityHeaders(deps.baseUrl.startsWith('https://')))
  app.use(measure(deps.metrics))

  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  app.get('/readyz', async (_request, response) => {
    const missing = await deps.unready()
    response
      .status(missing.length === 0 ? 200 : 503)
      .json({ status: missing.length === 0 ? 'ready' : 'not ready', missing })
  })
  app.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics())
  })

  for (const webhook of deps.webhooks) app.use(webhook)
  if (deps.simulator) app.use('/simulator', deps.simulator)

  app.use(compression())
  let description: ApiDescription | undefined // asked for rarely, and slow to make
  const describe = () => (description ??= describeApi(deps.routes, deps.version, deps.baseUrl))
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(describe()))
  app.get(['/api/docs', '/api/docs/'], (_request, response) => {
    response.send(describeRoutesAsPage(deps.routes, describe()))
  })
  app.get('/api/docs.css', (_request, response) => void response.type('css').send(docsCss))
  app.use(
    '/api/v1',
    neverStored,
    express.json({ limit: maxJsonBytes, type: isJson }),
    createRouter(deps.routes, deps.auth),
  )
  app.use('/api', noSuchAddress)

  for (const pages of deps.pages) app.use(pages)
  app.use(noSuchAddress)
  app.use(answerProblems(deps.log))
  return app
}

function securityHeaders(isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: isHttps,
    referrerPolicy: { policy: 'same-origin' },
  })
}

/** An uploaded file is bytes, whatever type its sender names. */
function isJson(request: IncomingMessage): boolean {
  return (
    /^application\/(\w+\+)?json\b/i.test(request.headers['content-type'] ?? '') &&
    !request.url?.startsWith('/attachments')
  )
}

/** Answers of the API hold people's data: no cache on the way keeps them. */
const neverStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

function measure(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    response.on('finish', () => {
      metrics.httpSeconds.observe(
        { method: request.method, status: response.statusCode },
        (performance.now() - began) / 1000,
      )
    })
    next()
  }
}
