/** Who is in a call. */
import { listLegs } from '../../../../db/call-legs.ts'
import type { Queryable } from '../../../../db/index.ts'
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

function isTalking({ place }: CallLegRow): boolean {
  return place === 'talking' || place === 'room'
}
