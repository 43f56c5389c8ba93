/** An officer who picked up: into the talk with the citizen, alone or beside a colleague. */
import type { OfficerLeg, Script } from '../../../../channels/voice/index.ts'
import { findAgent } from '../../../../db/agents.ts'
import { findLegBySid, updateLeg } from '../../../../db/call-legs.ts'
import { insertEvent } from '../../../../db/events.ts'
import type { CallLegRow } from '../../../../db/schema/calls.ts'
import { updateTicket } from '../../../../db/tickets.ts'
import { noteEvent, tellCard } from '../call-events.ts'
import type { Scene } from '../scene.ts'
import { changeCall } from '../call-state.ts'
import { talkOf } from '../talk.ts'
import { roomScript } from './news.ts'
import { beginTalk, peopleOf } from './people.ts'

type Admitted = 'bridge' | Script

/** The same again for one who is in already; null when they are not. */
export async function acceptedBefore({ tx, call }: Scene, { sid }: OfficerLeg): Promise<Admitted | null> {
  const leg = await findLegBySid(tx, sid)
  const isIn = leg?.call_id === call.id && (leg.place === 'talking' || leg.place === 'room')
  if (!isIn || call.stage !== 'talking') return null
  return leg.purpose === 'talk' ? 'bridge' : roomScript(call, false)
}

/** Whether this officer's telephone rings for this call, now. */
export async function isAskedFor(scene: Scene, officer: OfficerLeg): Promise<boolean> {
  const { call } = scene
  if (call.stage === 'ringing') return talkOf(call).ring.includes(officer.agentId)
  return call.stage === 'talking' && (await invited(scene, officer)) !== undefined
}

/** Call it for one who is asked for. Without a conference the two simply talk. */
export async function admit(scene: Scene, officer: OfficerLeg): Promise<Admitted> {
  const { tx, call, ticket, now } = scene
  const agent = await findAgent(tx, officer.agentId)
  const asked = await invited(scene, officer)
  if (asked) return admitColleague(scene, asked, officer.sid, agent?.name ?? '')
  await changeCall(tx, call, { stage: 'talking', agent_id: officer.agentId, answered_at: now }, now)
  const { sid, agentId } = officer
  await beginTalk(tx, call.id, { citizen: call.sid, officer: sid, agentId }, now)
  const waited = Math.round((now - (call.queued_at ?? call.created_at)) / 1000)
  await noteEvent(tx, ticket, call, { kind: 'answered', names: agent?.name ?? '', seconds: waited }, now)
  await updateTicket(tx, ticket.id, {
    assignee_id: ticket.assignee_id ?? officer.agentId,
    ...(ticket.status === 'new' ? { status: 'open' } : {}),
  })
  await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
  return 'bridge'
}

async function admitColleague(scene: Scene, asked: CallLegRow, sid: string, name: string): Promise<Script> {
  const { tx, call, ticket, now } = scene
  await updateLeg(tx, asked.id, { place: 'talking', sid })
  const isTransfer = asked.purpose === 'transfer'
  await noteEvent(tx, ticket, call, { kind: isTransfer ? 'transferred' : 'entered', names: name }, now)
  if (isTransfer) {
    await changeCall(tx, call, { agent_id: asked.agent_id }, now)
    await updateTicket(tx, ticket.id, { assignee_id: asked.agent_id })
    await insertEvent(tx, { type: 'ticket:changed', ticketId: ticket.id, now })
  } else await tellCard(tx, call, now)
  return roomScript(call, false)
}

async function invited({ tx, call }: Scene, officer: OfficerLeg): Promise<CallLegRow | undefined> {
  const { ringing } = await peopleOf(tx, call.id)
  return ringing.find(
    ({ agent_id, sid }) => agent_id === officer.agentId && (sid === null || sid === officer.sid),
  )
}
