/** What Twilio reports of a call's own line: how far it has come, and that it is over. */
import type { StatusReport, Telephone } from '../../../channels/voice/index.ts'
import { findCallBySid, updateCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { CallDeps } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { finish, isFinal, isNews } from './finish.ts'
import type { LockedCalls } from './locked-calls.ts'
import { openCall } from './open-call.ts'
import type { RoomNews } from './room/news.ts'

export function createLineReports(
  deps: CallDeps,
  calls: LockedCalls,
  news: RoomNews,
): Pick<Telephone, 'report'> & { sweep: (sid: string) => Promise<void> } {
  /** Whoever is in the call's conference once its line is over. */
  async function sweep(sid: string): Promise<void> {
    const call = await findCallBySid(deps.db.read, sid)
    if (call?.is_room === 1) await news.sweep(call.id)
  }

  return {
    sweep,

    async report(report) {
      const { start, callId } = report
      const heed = (tx: Tx, call: CallRow) => heedReport(tx, call, report)
      if (callId !== null) {
        await calls.byId(callId, async (tx, call) => {
          if (call.sid === null || call.sid === start.sid) await heed(tx, call)
        })
        return news.sweep(callId)
      }
      const isKnown = await calls.bySid(start.sid, async (tx, call) => {
        await heed(tx, call)
        return true
      })
      // The first webhook may have been lost: whoever rang and hung up is to be called back all the same.
      if (!isKnown && (await openCall(deps, start))) await calls.bySid(start.sid, heed)
      await sweep(start.sid)
    },
  }
}

async function heedReport(tx: Tx, call: CallRow, { start, status, seconds }: StatusReport): Promise<void> {
  const now = Date.now()
  const isOutbound = call.direction === 'outbound'
  if (call.sid === null) await updateCall(tx, call.id, { sid: start.sid })
  if (!isNews(call.status, status)) return
  const known = await changeCall(tx, call, { status, sid: call.sid ?? start.sid }, now)
  if (!isFinal(status)) return
  // In a conference others may still talk when the officer who called has left.
  if (isOutbound && call.room_sid !== null) return
  // An officer who did not pick up was no citizen who did not answer.
  const isOfficer = isOutbound && call.stage === 'ringing' && status !== 'completed'
  await finish(tx, known, now, isOfficer ? { outcome: 'failed' } : isOutbound ? { seconds } : {})
}
