/** What Twilio tells of a call's conference, and of telephones rung for it: who came, who left, what follows. */
import type { RoomReport, Script, Telephone } from '../../../../channels/voice/index.ts'
import { findAgents } from '../../../../db/agents.ts'
import { findLegBySid, updateLeg } from '../../../../db/call-legs.ts'
import { findCall, updateCall } from '../../../../db/calls.ts'
import type { Tx } from '../../../../db/index.ts'
import type { CallLegRow, CallRow } from '../../../../db/schema/calls.ts'
import { findTicket } from '../../../../db/tickets.ts'
import type { CallDeps } from '../call-deps.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import { changeCall } from '../call-state.ts'
import { finish } from '../finish.ts'
import type { LockedCalls } from '../locked-calls.ts'
import { talkOf } from '../talk.ts'
import { change, endRoom, hangUp, remove, type Chore, type Chores } from './chores.ts'
import { beginTalk, peopleOf } from './people.ts'

/** An officer who is moved with the citizen is there by then. */
const aloneForMs = 6_000

export type RoomNews = Pick<Telephone, 'citizenAnswered' | 'enterRoom' | 'room' | 'legEnded'> & {
  /** Telephones that still ring for a call that is over, and officers whom the citizen never met in its conference. */
  sweep(callId: number): Promise<void>
}

export function createRoomNews({ db }: Pick<CallDeps, 'db'>, calls: LockedCalls, chores: Chores): RoomNews {
  /** Twilio is told what follows after the commit. */
  async function withCall(id: number, work: (tx: Tx, call: CallRow, now: number) => Promise<Chore[]>) {
    chores(id, (await calls.byId(id, (tx, call) => work(tx, call, Date.now()))) ?? [])
  }

  async function sweep(callId: number): Promise<void> {
    await withCall(callId, async (tx, call) => {
      if (call.stage !== 'over') return []
      const { ringing, talking } = await peopleOf(tx, callId)
      for (const { id } of ringing) await updateLeg(tx, id, { place: 'gone' })
      // A conference ends with the citizen who is in it; one who hung up on the way there ends nothing.
      const isPeopled = talking.some(({ place }) => place === 'room')
      const room = isPeopled && call.room_sid !== null ? [endRoom(call.room_sid)] : []
      return [...ringing.flatMap(({ sid }) => (sid === null ? [] : [hangUp(sid)])), ...room]
    })
  }

  async function came(tx: Tx, call: CallRow, report: RoomReport, now: number): Promise<Chore[]> {
    const leg = await findLegBySid(tx, report.legSid)
    if (!leg || leg.call_id !== call.id) return []
    // Accepted while the citizen hung up: nobody will ever come to talk to.
    if (call.stage === 'over' && leg.agent_id !== null)
      return [remove(report.roomSid, { ...leg, place: 'room' })]
    if (leg.place === 'gone') return []
    if (call.room_sid !== report.roomSid) await updateCall(tx, call.id, { room_sid: report.roomSid })
    await updateLeg(tx, leg.id, { place: 'room' })
    if (leg.agent_id === null) setTimeout(() => void rescue(call.id), aloneForMs).unref()
    const { citizen, talking } = await peopleOf(tx, call.id)
    const following: Chore[] = []
    if (leg.is_held || leg.is_muted) following.push(change(report.roomSid, report.legSid, leg))
    if (leg.purpose !== 'transfer' || leg.place === 'room') return following
    // The next officer is there: now the one who asked may go, and the citizen hears somebody again.
    if (citizen?.is_held) {
      await updateLeg(tx, citizen.id, { is_held: 0 })
      if (citizen.place === 'room' && citizen.sid)
        following.push(change(report.roomSid, citizen.sid, { is_held: 0, is_muted: 0 }))
    }
    for (const one of talking)
      if (one.agent_id === leg.asked_by && one.sid) following.push(remove(report.roomSid, one))
    await tellCard(tx, call, now)
    return following
  }

  /** A citizen whose officer hung up while the two were being moved: nobody is in the conference, nobody will be. */
  async function rescue(callId: number): Promise<void> {
    await withCall(callId, async (tx, call, now) => {
      const { citizen, talking, ringing } = await peopleOf(tx, callId)
      const isAlone = ringing.length === 0 && !talking.some(({ place }) => place === 'room')
      if (call.stage !== 'talking' || citizen?.place !== 'room' || !isAlone) return []
      for (const { id } of talking) await updateLeg(tx, id, { place: 'gone' })
      if (call.direction === 'inbound') return backToLine(tx, call, citizen, now)
      return call.room_sid === null ? [] : [endRoom(call.room_sid)]
    }).catch(() => undefined) // The database is away: the citizen hears music, and may hang up.
  }

  async function left(tx: Tx, call: CallRow, leg: CallLegRow | undefined, now: number): Promise<Chore[]> {
    if (!leg || leg.call_id !== call.id || leg.place === 'gone') return []
    await updateLeg(tx, leg.id, { place: 'gone', is_held: 0, is_muted: 0 })
    if (call.stage === 'over') return []
    if (leg.agent_id === null) {
      // Of a citizen who called us, the line itself tells whether they hung up or hear our goodbye.
      if (call.direction === 'outbound') await finish(tx, call, now)
      return []
    }
    const { citizen, talking, ringing } = await peopleOf(tx, call.id)
    const kind = leg.place === 'ringing' ? 'unanswered' : 'left'
    const hasHandedOver = talking.some((one) => one.purpose === 'transfer' && one.asked_by === leg.agent_id)
    if (!hasHandedOver) await noteOfficer(tx, call, leg.agent_id, kind, now)
    await tellCard(tx, call, now)
    if (talking.length > 0) {
      const isHeldForNobody = kind === 'unanswered' && leg.purpose === 'transfer' && citizen?.is_held === 1
      if (!isHeldForNobody) return []
      await updateLeg(tx, citizen.id, { is_held: 0 })
      return call.room_sid && citizen.sid && citizen.place === 'room'
        ? [change(call.room_sid, citizen.sid, { is_held: 0, is_muted: 0 })]
        : []
    }
    if (ringing.length > 0 || !citizen?.sid) return []
    // Whoever was to take over did not: the citizen goes back to the head of the line, and is not left alone.
    if (kind === 'unanswered' && call.direction === 'inbound') return backToLine(tx, call, citizen, now)
    return call.room_sid ? [endRoom(call.room_sid)] : [hangUp(citizen.sid)]
  }

  async function backToLine(tx: Tx, call: CallRow, citizen: CallLegRow, now: number): Promise<Chore[]> {
    const { sid } = call
    if (sid === null) return []
    await updateLeg(tx, citizen.id, { place: 'gone', is_held: 0 })
    const talk = JSON.stringify({ ...talkOf(call), ring: [], place: 'line' })
    const queued_at = call.queued_at ?? call.created_at
    const back = { stage: 'waiting', agent_id: null, answered_at: null, queued_at, talk } as const
    await changeCall(tx, call, { ...back, is_room: 0, room_sid: null }, now)
    const ticket = await findTicket(tx, call.ticket_id)
    if (ticket) await noteEvent(tx, ticket, call, { kind: 'waits', place: 1 }, now)
    return [(service) => service.redirect(sid)]
  }

  return {
    sweep,
    citizenAnswered: (callId, legSid) =>
      withCall(callId, async (tx, call, now) => {
        if (call.direction !== 'outbound' || call.stage === 'over' || call.agent_id === null) return []
        const sids = { citizen: legSid, officer: call.sid, agentId: call.agent_id }
        await beginTalk(tx, call.id, sids, now)
        await changeCall(tx, call, { stage: 'talking', answered_at: call.answered_at ?? now }, now)
        return []
      }),

    async enterRoom(callId, legSid) {
      const [call, leg] = [await findCall(db.read, callId), await findLegBySid(db.read, legSid)]
      if (!call || !leg || leg.call_id !== callId || call.stage === 'over') return null
      return roomScript(call, leg.agent_id === null)
    },

    room: (report) =>
      withCall(report.callId, async (tx, call, now) => {
        if (report.event === 'join') return came(tx, call, report, now)
        return left(tx, call, await findLegBySid(tx, report.legSid), now)
      }).then(() => sweep(report.callId)),

    legEnded: (callId, legSid) =>
      withCall(callId, async (tx, call, now) => {
        const known = await findLegBySid(tx, legSid)
        // Twilio's answer to our own request may have been lost, and with it the id.
        const { ringing } = await peopleOf(tx, callId)
        return left(tx, call, known ?? ringing.find(({ sid }) => sid === null), now)
      }),
  }
}

async function noteOfficer(
  tx: Tx,
  call: CallRow,
  agentId: number,
  kind: 'unanswered' | 'left',
  now: number,
): Promise<void> {
  const ticket = await findTicket(tx, call.ticket_id)
  const [agent] = await findAgents(tx, [agentId])
  if (ticket && agent) await noteEvent(tx, ticket, call, { kind, names: agent.name }, now)
}

/** The document of a line that goes into a call's conference. */
export function roomScript(call: CallRow, isCitizen: boolean): Script {
  const verbs: Script['verbs'] = [{ do: 'room', words: [], callId: call.id, isCitizen }]
  return { language: isCitizen ? call.language : 'id', turn: call.turn, verbs }
}
