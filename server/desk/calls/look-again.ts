/**
 * Twilio tells of an end once. What it told while we were down, or what was lost on the way, is asked for: nobody is left
 * alone with the music, and no officer counts as talking who hung up long ago.
 */
import type { Telephone } from '../../../channels/voice/index.ts'
import { listLegs } from '../../../db/call-legs.ts'
import { listLiveCalls } from '../../../db/calls.ts'
import type { CallLegRow, CallRow } from '../../../db/schema/calls.ts'
import { createRounds, type Rounds } from '../rounds.ts'
import type { CallDeps } from './call-deps.ts'

const everyMs = 10_000
const mostCalls = 200

export function createLookAgain(
  { db, log, service }: Pick<CallDeps, 'db' | 'log' | 'service'>,
  telephone: Pick<Telephone, 'report' | 'legEnded'>,
): Rounds {
  /** Telephones that were over at the last look: since then Twilio has had time to say so itself. */
  let before = new Set<string>()

  async function round(): Promise<boolean> {
    const calls = (await listLiveCalls(db.read, mostCalls)).filter(({ stage }) => stage !== 'over')
    const legs = await listLegs(
      db.read,
      calls.map(({ id }) => id),
    )
    const over = new Set<string>()
    for (const call of calls) {
      const own = legs.filter((leg) => leg.call_id === call.id && leg.place !== 'gone')
      for (const sid of sidsOf(call, own)) {
        if (!(await service.isOver(sid))) continue
        over.add(sid)
        if (before.has(sid)) await tell(call, sid, own)
      }
    }
    before = over
    return false
  }

  /** As Twilio's report would have. */
  async function tell(call: CallRow, sid: string, legs: CallLegRow[]): Promise<void> {
    const { id, direction, number, attestation } = call
    log.warn({ callId: id }, 'the end of a telephone was never told')
    if (sid === call.sid) {
      const start = { sid, number, attestation, status: 'completed' } as const
      const callId = direction === 'outbound' ? id : null
      await telephone.report({ start, callId, status: 'completed', seconds: null })
    }
    if (legs.some((leg) => leg.sid === sid)) await telephone.legEnded(id, sid)
  }

  return createRounds({
    round,
    longestNapMs: everyMs,
    onError: (err) =>
      log.warn({ err }, 'Twilio could not be asked which telephones are over; again in a moment'),
  })
}

function sidsOf(call: CallRow, legs: CallLegRow[]): string[] {
  return [...new Set([call.sid, ...legs.map(({ sid }) => sid)])].filter((sid) => sid !== null)
}
