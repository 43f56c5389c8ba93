/** Who is in a call. */
import { listLegs, putLeg } from '../../../../db/call-legs.ts'
import type { Queryable, Tx } from '../../../../db/index.ts'
import type { CallLegRow } from '../../../../db/schema/calls.ts'

export interface People {
  citizen: CallLegRow | undefined
  /** Officers who talk, then those whose telephones ring. */
  talking: CallLegRow[]
  ringing: CallLegRow[]
}

export async function peopleOf(db: Queryable, callId: number): Promise<People> {
  return sortPeople(await listLegs(db, [callId]))
}

export function sortPeople(legs: CallLegRow[]): People {
  const officers = legs.filter((leg) => leg.agent_id !== null)
  return {
    citizen: legs.find((leg) => leg.agent_id === null),
    talking: officers.filter(isTalking),
    ringing: officers.filter(({ place }) => place === 'ringing'),
  }
}

/** Two begin to talk: Twilio's CallSid of the citizen, and of an officer. */
export async function beginTalk(
  tx: Tx,
  callId: number,
  sids: { citizen: string | null; officer: string | null; agentId: number },
  now: number,
): Promise<void> {
  const leg = { call_id: callId, place: 'talking', purpose: 'talk', asked_by: null, created_at: now } as const
  await putLeg(tx, { ...leg, agent_id: null, sid: sids.citizen })
  await putLeg(tx, { ...leg, agent_id: sids.agentId, sid: sids.officer })
}

function isTalking({ place }: CallLegRow): boolean {
  return place === 'talking' || place === 'room'
}
