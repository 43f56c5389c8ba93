import type { Db } from '../../db/index.ts'
import { findMessages } from '../../db/messages.ts'
import type { CallRow } from '../../db/schema/calls.ts'
import { presentCalls, presentLive } from '../desk/calls/call-view.ts'
import type { OfficerCalls } from '../desk/calls/officer-calls.ts'
import type { Recordings } from '../desk/calls/recordings.ts'
import { presentMessages } from '../desk/present/messages.ts'
import { notFound, TanyaError } from '../errors.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { Call, JoinCall, LiveCall, NewCallBack, TakeCall } from '../wire/call.ts'
import {
  OfficerPhone,
  OfficerPhonePatch,
  VoiceToken,
  type VoiceToken as Token,
} from '../wire/officer-phone.ts'
import { Message } from '../wire/message.ts'
import { page } from '../wire/page.ts'

export interface CallRoutesDeps {
  db: Db
  /** Null where the telephone is off. */
  officerCalls: OfficerCalls | null
  recordings: Pick<Recordings, 'again'> | null
  /** Null where no browser is a telephone. */
  softphones: { via: Token['via']; makeToken: (agentId: number) => Promise<Token> } | null
}

/** Telephone calls. */
export function callRoutes({ db, officerCalls, recordings, softphones }: CallRoutesDeps): Route[] {
  const present = async (row: CallRow) => {
    const [call] = await presentCalls(db.read, [row])
    if (!call) throw notFound('call')
    return call
  }
  const via = softphones?.via ?? null
  const calls = () => {
    if (officerCalls) return officerCalls
    throw new TanyaError('unavailable', 'The telephone is off: TWILIO_PHONE_NUMBER is empty.')
  }

  return [
    route({
      method: 'get',
      path: '/calls',
      access: 'agent',
      summary: 'Calls that are going on, and callers to call back, in the order of the line',
      responses: { 200: page(LiveCall) },
      async handle() {
        const rows = officerCalls ? await officerCalls.live() : []
        return { status: 200, body: { items: await presentLive(db.read, rows), nextCursor: null } }
      },
    }),
    route({
      method: 'post',
      path: '/calls/{id}/take',
      access: 'agent',
      summary: 'Take a caller out of the line; your telephone rings',
      body: TakeCall,
      responses: { 200: Call },
      async handle(call) {
        return {
          status: 200,
          body: await present(await calls().take(agentOf(call), idOf(call), call.body.by)),
        }
      },
    }),
    route({
      method: 'post',
      path: '/calls/{id}/join',
      access: 'agent',
      summary: 'Put a call and its ticket into another ticket',
      body: JoinCall,
      responses: { 200: Call },
      async handle(call) {
        return { status: 200, body: await present(await calls().join(idOf(call), call.body.ticketId)) }
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/call-back',
      access: 'agent',
      summary: 'Call the citizen: your telephone rings first, then theirs',
      body: NewCallBack,
      responses: { 201: Call, 200: Call },
      async handle(call) {
        const made = await calls().callBack(agentOf(call), idOf(call), call.body.clientId)
        return { status: made.isNew ? 201 : 200, body: await present(made.call) }
      },
    }),
    route({
      method: 'post',
      path: '/messages/{id}/recording/retry',
      access: 'agent',
      summary: 'Fetch once more the sound of a voice message that was given up',
      responses: { 200: Message },
      async handle(call) {
        if (!recordings) throw notFound('message')
        const { id } = await recordings.again(idOf(call))
        const [message] = await presentMessages(db.read, await findMessages(db.read, [id]))
        return { status: 200, body: message }
      },
    }),
    route({
      method: 'get',
      path: '/voice/token',
      access: 'agent',
      summary: 'A token with which Twilio’s client makes this browser a telephone',
      responses: { 200: VoiceToken },
      async handle(call) {
        if (!softphones)
          throw new TanyaError('unavailable', 'No telephone in the browser: TWILIO_API_KEY_SID is empty.')
        return { status: 200, body: await softphones.makeToken(agentOf(call).id) }
      },
    }),
    route({
      method: 'get',
      path: '/session/phone',
      access: 'agent',
      summary: 'Where calls reach me',
      responses: { 200: OfficerPhone },
      async handle(call) {
        const { phone, is_rung, rings_browser } = agentOf(call)
        const mine = { number: phone, rings: is_rung === 1, browser: rings_browser === 1 }
        return { status: 200, body: { ...mine, via } }
      },
    }),
    route({
      method: 'patch',
      path: '/session/phone',
      access: 'agent',
      summary: 'Say where calls reach me, and whether every call rings there',
      body: OfficerPhonePatch,
      responses: { 200: OfficerPhone },
      async handle(call) {
        return { status: 200, body: { ...(await calls().setPhone(agentOf(call), call.body)), via } }
      },
    }),
  ]
}
