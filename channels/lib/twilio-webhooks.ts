import { Router, type Response } from 'express'
import type { Log } from '../contract/channel.ts'
import type { RecordDelivery } from '../contract/delivery.ts'
import type { Receive } from '../contract/inbound.ts'
import { toDeliveryReport, toInbound } from './twilio-inbound.ts'
import { answerTwilioErrors, readTwilioForm } from './twilio-request.ts'
import type { TwilioParams } from './twilio-signature.ts'
import { statusPath, type TwilioConfig } from './twilio.ts'

export interface TwilioDeps {
  receive: Receive
  recordDelivery: RecordDelivery
  log: Log
  /** Called for each webhook with a wrong or missing signature. */
  countRejected?: () => void
}

/**
 * Twilio's webhooks for messages, SMS and WhatsApp alike: to be mounted once, at `/`, before any body parser.
 * 200 with empty TwiML once the message is stored, and for what cannot be used; 403 unsigned; 500 when storing failed.
 */
export function createTwilioRoutes(config: TwilioConfig, deps: TwilioDeps): Router {
  const router = Router()
  const form = readTwilioForm(config, deps)

  router.post('/webhooks/twilio/messages', ...form, async (request, response) => {
    const inbound = toInbound(request.body as TwilioParams)
    if (inbound) await deps.receive(inbound)
    else deps.log.warn({ fields: Object.keys(request.body as object).length }, 'twilio message unusable')
    answer(response)
  })

  router.post(statusPath, ...form, async (request, response) => {
    const report = toDeliveryReport(request.body as TwilioParams, String(request.query.message ?? ''))
    if (report) await deps.recordDelivery(report)
    else deps.log.debug({}, 'twilio status without news')
    answer(response)
  })

  router.use('/webhooks/twilio', answerTwilioErrors(deps.log))
  return router
}

// Empty TwiML: Twilio would send any other text back to the citizen.
function answer(response: Response) {
  response.status(200).type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>')
}
