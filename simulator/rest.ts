import { setTimeout as delay } from 'node:timers/promises'
import express, { Router, type RequestHandler, type Response } from 'express'
import { countSegments } from '../channels/lib/sms-segments.ts'
import type { Exchange } from './calls/exchange.ts'
import { addCallRoutes } from './calls/rest.ts'
import { faultIn } from './check-request.ts'
import type { Faults, SimulatorOptions } from './index.ts'
import type { MessageLog, SimulatedMessage } from './message-log.ts'
import { addMediaRoutes, type Media } from './media.ts'
import { newSid } from './post-webhook.ts'
import { readOrder, refuse, type Order, type Refusal } from './rules.ts'

interface Deps {
  log: MessageLog
  faults: Faults
  deliver: (message: SimulatedMessage) => Promise<void>
  exchange: Exchange
  media: Media
}

/** The part of Twilio's REST API, version 2010-04-01, that the office uses. */
export function createRestRoutes(
  options: SimulatorOptions,
  { log, faults, deliver, exchange, media }: Deps,
): Router {
  const router = Router()
  const messages = '/2010-04-01/Accounts/:accountSid/Messages'
  router.use('/2010-04-01', authenticate(options))

  router.post(`${messages}.json`, express.urlencoded({ extended: false }), async (request, response) => {
    const order = readOrder(singleFields(request.body), options, log)
    if (faults.status !== null) return answerRefusal(response, refuse(faults.status === 429 ? 20429 : 20500))
    if ('code' in order) return answerRefusal(response, order)
    const fault = faultIn('CreateMessage', request.body)
    if (fault) return answerRefusal(response, { ...refuse(20001), message: fault })
    const message = accept(order)
    log.add(message)
    void deliver(message)
    await delay(faults.delayMs, undefined, { ref: false })
    if (faults.closeAfterAccept) response.destroy()
    else response.status(201).json(resource(message, options.accountSid))
  })

  router.get(`${messages}/:sid.json`, (request, response) => {
    const message = log.find(request.params.sid)
    if (message) response.json(resource(message, options.accountSid))
    else answerRefusal(response, refuse(20404))
  })

  addMediaRoutes(router, messages, media, faults)
  addCallRoutes(router, options, { exchange, faults, answerRefusal })
  router.use('/2010-04-01', (_request, response) => answerRefusal(response, refuse(20404)))
  return router
}

function authenticate(options: SimulatorOptions): RequestHandler {
  const expected = 'Basic ' + Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')
  return (request, response, next) => {
    const isOwn = request.path.startsWith(`/Accounts/${options.accountSid}/`)
    if (request.get('authorization') === expected && isOwn) next()
    else answerRefusal(response, refuse(20003))
  }
}

function answerRefusal(response: Response, { status, code, message }: Refusal): void {
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  response.status(status).json({ code, message, more_info, status })
}

function singleFields(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, string | string[]>)
  return Object.fromEntries(fields.map(([name, value]) => [name, [value].flat()[0] ?? '']))
}

function accept(order: Order): SimulatedMessage {
  return {
    sid: newSid(order.fields.MediaUrl ? 'MM' : 'SM'),
    direction: 'outbound',
    ...order,
    status: 'queued',
    errorCode: null,
    createdAt: new Date().toISOString(),
    answers: [],
  }
}

/** The message as Twilio shows it (`api.v2010.account.message`). */
function resource(message: SimulatedMessage, accountSid: string) {
  const prefix = message.kind === 'whatsapp' ? 'whatsapp:' : ''
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`
  const date = new Date(message.createdAt).toUTCString().replace('GMT', '+0000')
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: date,
    date_sent: message.status === 'queued' ? null : date,
    date_updated: date,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound-api',
    error_code: message.errorCode,
    error_message: null,
    from: prefix + message.from,
    messaging_service_sid: message.fields.MessagingServiceSid ?? null,
    num_media: message.fields.MediaUrl ? '1' : '0',
    num_segments: String(countSegments(message.body).segments),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: prefix + message.to,
    uri: `${uri}.json`,
  }
}
