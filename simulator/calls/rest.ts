/** Calls and recordings in Twilio's REST API, version 2010-04-01: the part the office uses. */
import { setTimeout as delay } from 'node:timers/promises'
import express, { type Response, type Router } from 'express'
import { faultIn } from '../check-request.ts'
import type { Faults, SimulatorOptions } from '../index.ts'
import { refuse, type Refusal } from '../rules.ts'
import { addConferenceRoutes } from './conference-rest.ts'
import type { Exchange } from './exchange.ts'
import type { LegView } from './leg.ts'

interface Deps {
  exchange: Exchange
  faults: Faults
  answerRefusal: (response: Response, refusal: Refusal) => void
}

const phone = /^(\+[1-9]\d{6,14}|client:[\w-]{1,100})$/

export function addCallRoutes(
  router: Router,
  options: SimulatorOptions,
  { exchange, faults, answerRefusal }: Deps,
): void {
  const account = '/2010-04-01/Accounts/:accountSid'
  const form = express.urlencoded({ extended: false })
  const troubled = (response: Response): boolean => {
    if (faults.status === null) return false
    answerRefusal(response, refuse(faults.status === 429 ? 20429 : 20500))
    return true
  }
  const done = async (response: Response, answer: () => void) => {
    await delay(faults.delayMs, undefined, { ref: false })
    if (faults.closeAfterAccept) response.destroy()
    else answer()
  }

  router.post(`${account}/Calls.json`, form, async (request, response) => {
    if (troubled(response)) return
    const fields = request.body as Record<string, string>
    const { To = '', From = '', Url, Twiml, StatusCallback = null, Timeout = '60' } = fields
    const fault = faultIn('CreateCall', fields)
    if (fault) return answerRefusal(response, { ...refuse(20001), message: fault })
    if (!phone.test(To) || To === '+15005550001') return answerRefusal(response, refuse(21211))
    if (From !== options.numbers.sms) return answerRefusal(response, refuse(21210))
    if (!Url && !Twiml) return answerRefusal(response, refuse(21205))
    const ordered = {
      to: To,
      from: From,
      url: Url ?? '',
      statusCallback: StatusCallback,
      timeoutSeconds: Number(Timeout),
    }
    const view = exchange.order(ordered)
    await done(response, () => response.status(201).json(resource(view, options.accountSid)))
  })

  router.post(`${account}/Calls/:sid.json`, form, async (request, response) => {
    if (troubled(response)) return
    const fields = request.body as Record<string, string>
    const fault = faultIn('UpdateCall', fields)
    if (fault) return answerRefusal(response, { ...refuse(20001), message: fault })
    const leg = exchange.find(String(request.params['sid']))
    if (!leg) return answerRefusal(response, refuse(20404))
    const isMoved = exchange.redirect(
      leg.view.sid,
      fields['Status'] === 'completed' ? null : (fields['Url'] ?? ''),
    )
    if (!isMoved) return answerRefusal(response, refuse(21220))
    await done(response, () => response.json(resource(leg.view, options.accountSid)))
  })

  addConferenceRoutes(router, options, { exchange, answerRefusal, troubled, done })

  router.get(`${account}/Calls/:sid.json`, (request, response) => {
    if (troubled(response)) return
    const leg = exchange.find(request.params.sid)
    if (leg) response.json(resource(leg.view, options.accountSid))
    else answerRefusal(response, refuse(20404))
  })

  router.get(`${account}/Recordings/:sid.wav`, async (request, response) => {
    if (troubled(response)) return
    const recording = exchange.recordings.find(request.params.sid)
    if (!recording) return answerRefusal(response, refuse(20404))
    await done(response, () => response.type('audio/wav').send(recording.sound))
  })

  router.delete(`${account}/Recordings/:sid.json`, (request, response) => {
    if (troubled(response)) return
    if (exchange.recordings.remove(request.params.sid)) response.status(204).end()
    else answerRefusal(response, refuse(20404))
  })
}

/** The call as Twilio shows it (`api.v2010.account.call`). */
function resource(view: LegView, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${view.sid}`
  return {
    ...{ sid: view.sid, account_sid: accountSid, api_version: '2010-04-01', from: view.from, to: view.to },
    ...{
      status: view.awaits?.kind === 'answer' ? 'queued' : view.state,
      answered_by: null,
      caller_name: null,
    },
    direction: view.direction === 'inbound' ? 'inbound' : 'outbound-api',
    ...{
      date_created: new Date(view.startedAt).toUTCString(),
      duration: null,
      price: null,
      price_unit: 'USD',
    },
    ...{ uri: `${uri}.json`, subresource_uris: { recordings: `${uri}/Recordings.json` } },
  }
}
