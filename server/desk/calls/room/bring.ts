/** Rings a colleague into a call that goes on: to take it over, or to talk along. */
import { findAgent, listAgents } from '../../../../db/agents.ts'
import { findLeg, putLeg, updateLeg } from '../../../../db/call-legs.ts'
import { listLiveCalls, updateCall } from '../../../../db/calls.ts'
import type { Tx } from '../../../../db/index.ts'
import type { AgentRow } from '../../../../db/schema/agents.ts'
import type { CallLegRow, CallRow } from '../../../../db/schema/calls.ts'
import type { TicketRow } from '../../../../db/schema/tickets.ts'
import { invalidField, TanyaError } from '../../../errors.ts'
import type { CallEvent } from '../../../wire/call.ts'
import type { CallColleague } from '../../../wire/talk.ts'
import { appendMessage } from '../../thread.ts'
import type { CallDeps } from '../call-deps.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import { addressOf, reachOf } from '../reach.ts'
import type { InTalk, Talk } from './in-talk.ts'

const mostCalls = 500

interface Wish {
  agentId: number
  note: string
  /** `transfer`: the citizen hears music meanwhile, and the officer leaves once the colleague is there. */
  purpose: 'transfer' | 'invite'
}

export function createBring(deps: CallDeps, inTalk: InTalk) {
  const { db, service } = deps

  /** Throws `invalid` when the colleague has no telephone now, `conflict` when one is rung already. */
  async function bring(agent: AgentRow, callId: number, wish: Wish): Promise<CallRow> {
    const { agentId, purpose } = wish
    const { talk, leg, to } = await inTalk.within(agent, callId, async (talk) => {
      const colleague = await findAgent(talk.tx, agentId)
      if (!colleague?.is_active || agentId === agent.id)
        throw invalidField('agentId', 'There is no such colleague.')
      const address = addressOf(colleague, deps.hasBrowsers, talk.now)
      return { talk, to: address, leg: await beginToRing(talk, agent, colleague, wish) }
    })
    try {
      if (purpose === 'transfer') await inTalk.tellLeg(talk, talk.citizen, { isHeld: true })
      else await inTalk.toRoom(talk)
      const ring = async () => {
        const sid = await service.ringColleague({ callId, agentId, to })
        await db.write((tx) => updateLeg(tx, leg.id, { sid }))
        const isCalledOff = (await findLeg(db.read, leg.id))?.place === 'gone'
        if (isCalledOff) await service.hangUp(sid)
      }
      await inTalk.atTwilio(ring, async () => undefined)
    } catch (error) {
      await giveUp(talk, leg)
      throw error
    }
    return inTalk.callOf(callId)
  }

  /** Nobody is rung after all: the citizen is not left with the music. */
  async function giveUp({ citizen, call }: Talk, leg: CallLegRow): Promise<void> {
    const now = await db.write(async (tx) => {
      await updateLeg(tx, leg.id, { place: 'gone' })
      await updateLeg(tx, citizen.id, { is_held: citizen.is_held })
      await tellCard(tx, call, Date.now())
      return findLeg(tx, citizen.id)
    })
    const { room_sid: roomSid } = await inTalk.callOf(call.id)
    if (citizen.is_held === 0 && now?.place === 'room' && roomSid && now.sid)
      await service.changeParticipant(roomSid, now.sid, { isHeld: false }).catch(() => undefined)
  }

  /** Whom a call could be handed to. */
  async function colleagues(agent: AgentRow): Promise<CallColleague[]> {
    const now = Date.now()
    const live = await listLiveCalls(db.read, mostCalls)
    const busy = new Set(live.flatMap((call) => (call.stage === 'talking' ? call.agent_id : [])))
    const others = (await listAgents(db.read)).filter(({ id }) => id !== agent.id)
    return others.map((one) => ({
      ...{ id: one.id, name: one.name, isTalking: busy.has(one.id) },
      reach: reachOf(one, deps.hasBrowsers, now),
    }))
  }

  return { bring, colleagues }
}

async function beginToRing(
  { tx, call, ticket, citizen, ringing, talking, now }: Talk,
  agent: AgentRow,
  colleague: AgentRow,
  { note, purpose }: Wish,
): Promise<CallLegRow> {
  if (ringing.length > 0 || talking.some((one) => one.agent_id === colleague.id))
    throw new TanyaError('conflict', 'A colleague is rung or in this call already.')
  if (note !== '') await noteWord(tx, ticket, agent, note, now)
  const kind: CallEvent['kind'] = purpose === 'transfer' ? 'transferring' : 'inviting'
  await noteEvent(tx, ticket, call, { kind, names: agent.name, to: colleague.name }, now)
  if (purpose === 'transfer') await updateLeg(tx, citizen.id, { is_held: 1 })
  await updateCall(tx, call.id, { is_room: 1, updated_at: now })
  const leg = await putLeg(tx, {
    ...{ call_id: call.id, agent_id: colleague.id, sid: null, place: 'ringing', purpose },
    ...{ asked_by: agent.id, word: note || null, created_at: now },
  })
  await tellCard(tx, call, now)
  return leg
}

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
