/** What officers do while they talk: hold, mute, hand over, bring a colleague in, hang up. */
import { ChannelError } from '../../../../channels/contract/channel.ts'
import { findAgent, listAgents } from '../../../../db/agents.ts'
import { findLeg, putLeg, updateLeg } from '../../../../db/call-legs.ts'
import { listLiveCalls, lockCall, updateCall } from '../../../../db/calls.ts'
import type { Tx } from '../../../../db/index.ts'
import type { AgentRow } from '../../../../db/schema/agents.ts'
import type { CallLegRow, CallRow } from '../../../../db/schema/calls.ts'
import type { TicketRow } from '../../../../db/schema/tickets.ts'
import { findTicket } from '../../../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../../../errors.ts'
import type { CallEvent } from '../../../wire/call.ts'
import type { CallColleague } from '../../../wire/talk.ts'
import { appendMessage } from '../../thread.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import type { CallDeps } from '../call-deps.ts'
import { addressOf, reachOf } from '../reach.ts'
import { peopleOf, type People } from './people.ts'

const mostCalls = 500
/** Longer no telephone takes to come into a conference. */
const onTheWayMs = 10_000

export type TalkControl = ReturnType<typeof createTalkControl>

/** A call as it stands, with an officer who is in it. */
interface Talk extends People {
  tx: Tx
  call: CallRow
  ticket: TicketRow
  mine: CallLegRow
  citizen: CallLegRow
  now: number
}

export function createTalkControl(deps: CallDeps) {
  const { db, events, service } = deps

  /** Throws `not-found`, or `conflict` when the officer is not in this call (any more). */
  async function inTalk<T>(agent: AgentRow, callId: number, work: (talk: Talk) => Promise<T>): Promise<T> {
    const result = await db.write(async (tx) => {
      const call = await lockCall(tx, callId)
      const ticket = call && (await findTicket(tx, call.ticket_id))
      if (!call || !ticket) throw notFound('call')
      const people = await peopleOf(tx, callId)
      const mine = people.talking.find(({ agent_id }) => agent_id === agent.id)
      const { citizen } = people
      if (call.stage !== 'talking' || !mine || !citizen || citizen.place === 'gone')
        throw new TanyaError('conflict', 'You are not in this call.')
      return work({ ...people, tx, call, ticket, mine, citizen, now: Date.now() })
    })
    events.pump()
    return result
  }

  /** Does it at Twilio; what it refuses is taken back here. */
  async function atTwilio(ask: () => Promise<unknown>, takeBack: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await ask()
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      // What Twilio may have got all the same, its reports tell of.
      if (error.uncertain) return
      await db.write(takeBack)
      events.pump()
      throw new TanyaError(error.permanent ? 'conflict' : 'unavailable', error.message, { cause: error })
    }
  }

  /** Changes one leg, and moves a talk of two into a conference first when it is none yet. */
  async function change(
    { call, leg, mover }: { call: CallRow; leg: CallLegRow; mover: CallLegRow },
    wanted: { is_held?: 0 | 1; is_muted?: 0 | 1 },
  ): Promise<void> {
    const before = { is_held: leg.is_held, is_muted: leg.is_muted }
    const takeBack = async (tx: Tx) => {
      await updateLeg(tx, leg.id, before)
      if (call.is_room === 0) await updateCall(tx, call.id, { is_room: 0 })
      await tellCard(tx, call, Date.now())
    }
    if (call.room_sid && leg.place === 'room' && leg.sid) {
      const { room_sid: roomSid } = call
      const { sid } = leg
      const asked = {
        ...(wanted.is_held !== undefined && { isHeld: wanted.is_held === 1 }),
        ...(wanted.is_muted !== undefined && { isMuted: wanted.is_muted === 1 }),
      }
      return atTwilio(() => service.changeParticipant(roomSid, sid, asked), takeBack)
    }
    await toRoom(call, mover, takeBack)
  }

  /** Twilio is told once: whoever is on the way already finds there what is wanted of them. */
  async function toRoom(
    call: CallRow,
    mover: CallLegRow,
    takeBack: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const isOnTheWay = call.is_room === 1 && Date.now() - call.updated_at < onTheWayMs
    if (call.room_sid !== null || isOnTheWay) return
    await atTwilio(() => service.moveToRoom({ callId: call.id, sid: mover.sid ?? '' }), takeBack)
  }

  /** The leg that was rung by the other's document: Twilio lets that one go on when this one is moved. */
  const moverOf = ({ call, mine, citizen }: Talk) => (call.direction === 'inbound' ? mine : citizen)

  async function hold(agent: AgentRow, callId: number, on: boolean): Promise<CallRow> {
    const talk = await inTalk(agent, callId, async (talk) => {
      const { tx, call, citizen, ticket, now } = talk
      if ((citizen.is_held === 1) === on) return null
      await updateLeg(tx, citizen.id, { is_held: on ? 1 : 0 })
      await updateCall(tx, call.id, { is_room: 1, updated_at: now })
      await noteEvent(tx, ticket, call, { kind: on ? 'held' : 'resumed', names: agent.name }, now)
      await tellCard(tx, call, now)
      return talk
    })
    if (talk) await change({ ...talk, leg: talk.citizen, mover: moverOf(talk) }, { is_held: on ? 1 : 0 })
    return callOf(callId)
  }

  /** The officer’s own microphone. */
  async function mute(agent: AgentRow, callId: number, on: boolean): Promise<CallRow> {
    const talk = await inTalk(agent, callId, async (talk) => {
      const { tx, call, mine, now } = talk
      if ((mine.is_muted === 1) === on) return null
      await updateLeg(tx, mine.id, { is_muted: on ? 1 : 0 })
      await updateCall(tx, call.id, { is_room: 1, updated_at: now })
      await tellCard(tx, call, now)
      return talk
    })
    if (talk) await change({ ...talk, leg: talk.mine, mover: moverOf(talk) }, { is_muted: on ? 1 : 0 })
    return callOf(callId)
  }

  /**
   * Rings a colleague into the call. `transfer`: the citizen hears music meanwhile, and the officer leaves once the
   * colleague is there. Throws `invalid` when the colleague has no telephone now, `conflict` when one is rung already.
   */
  async function bring(
    agent: AgentRow,
    callId: number,
    { agentId, note, purpose }: { agentId: number; note: string; purpose: 'transfer' | 'invite' },
  ): Promise<CallRow> {
    const asked = await inTalk(agent, callId, async (talk) => {
      const { tx, call, ticket, citizen, ringing, talking, now } = talk
      const colleague = await findAgent(tx, agentId)
      if (!colleague?.is_active || agentId === agent.id)
        throw invalidField('agentId', 'There is no such colleague.')
      const to = addressOf(colleague, deps.hasBrowsers, now)
      if (ringing.length > 0 || talking.some((one) => one.agent_id === agentId))
        throw new TanyaError('conflict', 'A colleague is rung or in this call already.')
      if (note !== '') await noteWord(tx, talk.ticket, agent, note, now)
      const kind: CallEvent['kind'] = purpose === 'transfer' ? 'transferring' : 'inviting'
      await noteEvent(tx, ticket, call, { kind, names: agent.name, to: colleague.name }, now)
      if (purpose === 'transfer') await updateLeg(tx, citizen.id, { is_held: 1 })
      await updateCall(tx, call.id, { is_room: 1, updated_at: now })
      const leg = await putLeg(tx, {
        ...{ call_id: call.id, agent_id: agentId, sid: null, place: 'ringing', purpose },
        ...{ asked_by: agent.id, word: note || null, created_at: now },
      })
      await tellCard(tx, call, now)
      return { ...talk, leg, to }
    })
    const { call, citizen, leg, to } = asked
    const keep = async () => undefined
    try {
      if (purpose === 'transfer') await change({ call, leg: citizen, mover: moverOf(asked) }, { is_held: 1 })
      else await toRoom(call, moverOf(asked), keep)
      await atTwilio(async () => {
        const sid = await service.ringColleague({ callId, agentId, to })
        await db.write((tx) => updateLeg(tx, leg.id, { sid }))
      }, keep)
    } catch (error) {
      await giveUp(leg, citizen, call)
      throw error
    }
    return callOf(callId)
  }

  /** Nobody is rung after all: the citizen is not left with the music. */
  async function giveUp(leg: CallLegRow, citizen: CallLegRow, call: CallRow): Promise<void> {
    const now = await db.write(async (tx) => {
      await updateLeg(tx, leg.id, { place: 'gone' })
      await updateLeg(tx, citizen.id, { is_held: citizen.is_held })
      await tellCard(tx, call, Date.now())
      return findLeg(tx, citizen.id)
    })
    events.pump()
    const { room_sid: roomSid } = await callOf(call.id)
    if (citizen.is_held === 0 && now?.place === 'room' && roomSid && now.sid)
      await service.changeParticipant(roomSid, now.sid, { isHeld: false }).catch(() => undefined)
  }

  /** Ends the officer's own part; with the last officer the call ends. */
  async function hangUp(agent: AgentRow, callId: number): Promise<CallRow> {
    const { call, mine } = await inTalk(agent, callId, async (talk) => talk)
    const { sid } = mine
    if (sid !== null)
      await atTwilio(
        () =>
          call.room_sid && mine.place === 'room'
            ? service.removeParticipant(call.room_sid, sid)
            : service.hangUp(sid),
        async () => undefined,
      )
    return callOf(callId)
  }

  async function callOf(id: number): Promise<CallRow> {
    return db.read.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }

  async function colleagues(agent: AgentRow): Promise<CallColleague[]> {
    const now = Date.now()
    const others = (await listAgents(db.read)).filter(({ id }) => id !== agent.id)
    const busy = new Set(
      (await listLiveCalls(db.read, mostCalls)).filter(isTalked).map((call) => call.agent_id),
    )
    return others.map((one) => ({
      ...{ id: one.id, name: one.name, isTalking: busy.has(one.id) },
      reach: reachOf(one, deps.hasBrowsers, now),
    }))
  }

  return { hold, mute, bring, hangUp, colleagues }
}

const isTalked = ({ stage }: CallRow) => stage === 'talking'

async function noteWord(
  tx: Tx,
  ticket: TicketRow,
  agent: AgentRow,
  text: string,
  now: number,
): Promise<void> {
  await appendMessage(tx, ticket, {
    ...{ direction: 'internal', channel: 'voice', author_kind: 'agent' },
    ...{ author_id: agent.id, author_name: agent.name, text, created_at: now },
  })
}
