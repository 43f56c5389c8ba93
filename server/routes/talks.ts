import type { Db } from '../../db/index.ts'
import type { CallRow } from '../../db/schema/calls.ts'
import { presentCalls } from '../desk/calls/call-view.ts'
import type { TalkControl } from '../desk/calls/room/talk-control.ts'
import { notFound, TanyaError } from '../errors.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { Call } from '../wire/call.ts'
import { page } from '../wire/page.ts'
import { BringColleague, CallColleague, Switch } from '../wire/talk.ts'

export interface TalkRoutesDeps {
  db: Db
  /** Null where the telephone is off. */
  control: TalkControl | null
}

/** What an officer does while talking on the telephone. */
export function talkRoutes({ db, control }: TalkRoutesDeps): Route[] {
  const talks = () => {
    if (control) return control
    throw new TanyaError('unavailable', 'The telephone is off: TWILIO_PHONE_NUMBER is empty.')
  }
  const answer = async (row: CallRow) => {
    const [call] = await presentCalls(db.read, [row])
    if (!call) throw notFound('call')
    return { status: 200, body: call }
  }
  const at = (what: string, summary: string) =>
    ({
      method: 'post',
      path: `/calls/{id}/${what}`,
      access: 'agent',
      summary,
      responses: { 200: Call },
    }) as const

  return [
    route({
      method: 'get',
      path: '/calls/colleagues',
      access: 'agent',
      summary: 'Your colleagues, and where a call would reach each of them now',
      responses: { 200: page(CallColleague) },
      handle: async (call) => ({
        status: 200,
        body: { items: await talks().colleagues(agentOf(call)), nextCursor: null },
      }),
    }),
    route({
      ...at('hold', 'Let the citizen hear music, or go on talking'),
      body: Switch,
      handle: async (call) => answer(await talks().hold(agentOf(call), idOf(call), call.body.on)),
    }),
    route({
      ...at('mute', 'Switch your own microphone off, or on'),
      body: Switch,
      handle: async (call) => answer(await talks().mute(agentOf(call), idOf(call), call.body.on)),
    }),
    route({
      ...at('transfer', 'Hand the call over: a colleague is rung, and you leave once they are there'),
      body: BringColleague,
      handle: async (call) =>
        answer(await talks().bring(agentOf(call), idOf(call), { ...call.body, purpose: 'transfer' })),
    }),
    route({
      ...at('invite', 'Ring a colleague into the call, so that all three talk'),
      body: BringColleague,
      handle: async (call) =>
        answer(await talks().bring(agentOf(call), idOf(call), { ...call.body, purpose: 'invite' })),
    }),
    route({
      ...at('call-off', 'Ring the colleague no longer; the citizen is talked to again'),
      handle: async (call) => answer(await talks().callOff(agentOf(call), idOf(call))),
    }),
    route({
      ...at('hang-up', 'Leave the call; with its last officer it ends'),
      handle: async (call) => answer(await talks().hangUp(agentOf(call), idOf(call))),
    }),
  ]
}
