/** From the machine to a person: officers' own telephones ring first, then the line, out of hours a message. */
import { listAgents } from '../../../db/agents.ts'
import { listLiveCalls } from '../../../db/calls.ts'
import type { OfficerPhone } from '../../../channels/voice/index.ts'
import { noteEvent } from './call-events.ts'
import { changeCall } from './call-state.ts'
import { say, type Scene } from './scene.ts'
import { placeInLine } from './line.ts'
import { reachOf } from './reach.ts'
import type { Place } from './talk.ts'

/** Twilio rings at most ten at once. */
const mostRung = 10
const manyCalls = 500

/** Where the caller goes who wants a person, and what is said on the way. */
export async function toOfficer(
  scene: Scene,
  before: string[] = [],
): Promise<{ place: Place; before: string[] }> {
  const { tx, deps, ticket, talk, now } = scene
  talk.isInformed = false
  if (!deps.clock.isOpen(now)) return { place: 'consent', before: [...before, say(scene, 'closed')] }
  scene.call = await changeCall(tx, scene.call, { queued_at: scene.call.queued_at ?? now }, now)
  const officers = await freeOfficers(scene)
  if (officers.length === 0) return toLine(scene, [...before, say(scene, 'waiting')])
  talk.ring = officers.map(({ id }) => id)
  talk.by = null
  const names = officers.map(({ name }) => name).join(', ')
  await noteEvent(tx, ticket, scene.call, { kind: 'rings', names }, now)
  return { place: 'ring', before: [...before, say(scene, 'ringing')] }
}

/** Into the line, at the place that was kept. */
export async function toLine(scene: Scene, before: string[]): Promise<{ place: Place; before: string[] }> {
  const { tx, ticket, talk, now } = scene
  talk.ring = []
  const { place } = await placeInLine(scene)
  await noteEvent(tx, ticket, scene.call, { kind: 'waits', place }, now)
  return { place: 'line', before }
}

/** Who is to be rung, and where. */
export async function phonesOf({ tx, deps, talk, now }: Scene): Promise<OfficerPhone[]> {
  const agents = await listAgents(tx)
  return talk.ring.flatMap((id) => {
    const agent = agents.find((one) => one.id === id)
    const reach = agent && (talk.by ?? reachOf(agent, deps.hasBrowsers, now))
    return reach ? [{ agentId: id, number: reach === 'browser' ? null : agent.phone }] : []
  })
}

/** Those whose telephones ring with every call and who are not in another. */
async function freeOfficers({ tx, deps, now }: Scene): Promise<{ id: number; name: string }[]> {
  const rung = (await listAgents(tx)).filter(
    (agent) => agent.is_rung === 1 && reachOf(agent, deps.hasBrowsers, now) !== null,
  )
  if (rung.length === 0) return []
  const busy = new Set((await listLiveCalls(tx, manyCalls)).filter(isTalking).map((call) => call.agent_id))
  return rung.filter((agent) => !busy.has(agent.id)).slice(0, mostRung)
}

function isTalking({ stage }: { stage: string }): boolean {
  return stage === 'talking' || stage === 'ringing'
}
