/** Conferences and their participants in Twilio's REST API, version 2010-04-01: the part the office uses. */
import express, { type Request, type Response, type Router } from 'express'
import { faultIn } from '../check-request.ts'
import type { SimulatorOptions } from '../index.ts'
import { refuse, type Refusal } from '../rules.ts'
import type { Exchange } from './exchange.ts'
import type { LegView } from './leg.ts'

interface Deps {
  exchange: Exchange
  answerRefusal: (response: Response, refusal: Refusal) => void
  /** True when a fault was played instead. */
  troubled: (response: Response) => boolean
  done: (response: Response, answer: () => void) => Promise<void>
}

export function addConferenceRoutes(
  router: Router,
  { accountSid }: SimulatorOptions,
  { exchange, answerRefusal, troubled, done }: Deps,
): void {
  const form = express.urlencoded({ extended: false })
  const conference = '/2010-04-01/Accounts/:accountSid/Conferences/:conferenceSid'
  const participant = `${conference}/Participants/:callSid.json`
  const roomOf = (request: Request) => exchange.rooms.find(String(request.params['conferenceSid']))

  router.post(`${conference}.json`, form, async (request, response) => {
    if (troubled(response)) return
    const fault = faultIn('UpdateConference', request.body)
    if (fault) return answerRefusal(response, { ...refuse(20001), message: fault })
    const room = roomOf(request)
    if (!room) return answerRefusal(response, refuse(20404))
    if ((request.body as { Status?: string }).Status === 'completed') exchange.rooms.end(room)
    const status = 'completed'
    const known = { account_sid: accountSid, friendly_name: room.name, sid: room.sid, status }
    await done(response, () => response.json({ ...known, api_version: '2010-04-01' }))
  })

  router.post(participant, form, async (request, response) => {
    if (troubled(response)) return
    const fields = request.body as Record<string, string>
    const fault = faultIn('UpdateParticipant', fields)
    if (fault) return answerRefusal(response, { ...refuse(20001), message: fault })
    const room = roomOf(request)
    const found = room?.participants.get(String(request.params['callSid']))
    if (!room || !found) return answerRefusal(response, refuse(20404))
    const { Hold, Muted, HoldUrl = '' } = fields
    if (Hold !== undefined && (Hold === 'true') !== found.leg.view.isHeld)
      found.leg.hear('line', Hold === 'true' ? `♪ ${new URL(HoldUrl).pathname}` : '⇄')
    found.leg.place({
      ...(Hold !== undefined && { isHeld: Hold === 'true' }),
      ...(Muted !== undefined && { isMuted: Muted === 'true' }),
    })
    await done(response, () => response.json(resource(found.leg.view, room.sid, accountSid)))
  })

  router.delete(participant, async (request, response) => {
    if (troubled(response)) return
    const room = roomOf(request)
    if (!room || !exchange.rooms.remove(room, String(request.params['callSid'])))
      return answerRefusal(response, refuse(20404))
    await done(response, () => response.status(204).end())
  })
}

/** The participant as Twilio shows it (`api.v2010.account.conference.participant`). */
function resource(view: LegView, conferenceSid: string, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${conferenceSid}/Participants/${view.sid}.json`
  return {
    ...{ account_sid: accountSid, call_sid: view.sid, conference_sid: conferenceSid, label: null },
    ...{ hold: view.isHeld, muted: view.isMuted, coaching: false, status: 'connected' },
    ...{ end_conference_on_exit: false, start_conference_on_enter: true, uri },
  }
}
