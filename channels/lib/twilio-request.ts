import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express'
import type { Log } from '../contract/channel.ts'
import { isSignatureValid, type TwilioParams } from './twilio-signature.ts'
import type { TwilioConfig } from './twilio.ts'

/**
 * Reads a webhook's form and lets it pass only with Twilio's signature: 413 when too large, 403 when not signed.
 * What comes after finds the fields as `TwilioParams` in `request.body`.
 */
export function readTwilioForm(
  config: TwilioConfig,
  deps: { log: Log; countRejected?: () => void },
): RequestHandler[] {
  const readBody = express.raw({ type: () => true, limit: '64kb', inflate: false })
  const checkSignature: RequestHandler = (request, response, next) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const params = parseForm(body)
    const signature = request.get('x-twilio-signature')
    if (isSignatureValid(config.authToken, signature, publicUrls(config, request), params, body)) {
      request.body = params
      next()
      return
    }
    deps.countRejected?.()
    deps.log.warn(
      { path: request.path, signed: signature !== undefined },
      'twilio webhook refused: signature',
    )
    response.status(403).type('application/problem+json').json(problem(403, 'Tanda tangan Twilio tidak sah'))
  }
  return [readBody, checkSignature]
}

/** Answers what went wrong in a webhook: Twilio's own faults with their status, ours with 500 so that it comes again. */
export function answerTwilioErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const status = statusOf(error)
    if (status === 500) log.error({ err: error, path: request.path }, 'twilio webhook failed')
    else log.warn({ status, path: request.path }, 'twilio webhook unreadable')
    const title = status === 413 ? 'Isi webhook terlalu besar' : 'Webhook tidak dapat diproses'
    response.status(status).type('application/problem+json').json(problem(status, title))
  }
}

/** The ways Twilio may have written the address it called; it signs that text. */
function publicUrls(config: TwilioConfig, request: Request): string[] {
  const configured = config.baseUrl.replace(/\/+$/, '') + request.originalUrl
  const host = request.get('host')
  if (config.isBaseUrlSet || !host) return [configured]
  // Behind a tunnel the address is not known beforehand and TLS ends before us.
  return [configured, `https://${host}${request.originalUrl}`, `http://${host}${request.originalUrl}`]
}

function parseForm(body: Buffer): TwilioParams {
  const params = Object.create(null) as TwilioParams
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const earlier = params[name]
    // Added to and never copied: this is read before the signature is, and anybody may send one name many times.
    if (Array.isArray(earlier)) earlier.push(value)
    else params[name] = earlier === undefined ? value : [earlier, value]
  }
  return params
}

function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function problem(status: number, title: string) {
  return { type: 'about:blank', title, status }
}
