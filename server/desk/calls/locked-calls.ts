/** Calls, each kept from other transactions while one works on it; screens hear of it after the commit. */
import { findCallBySid, lockCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { CallDeps } from './call-deps.ts'

export type LockedCalls = ReturnType<typeof createLockedCalls>

type Work<T> = (tx: Tx, call: CallRow) => Promise<T>

/** Each resolves with null when there is no such call. */
export function createLockedCalls({ db }: Pick<CallDeps, 'db'>) {
  async function within<T>(lock: (tx: Tx) => Promise<CallRow | undefined>, work: Work<T>): Promise<T | null> {
    const result = await db.write(async (tx) => {
      const call = await lock(tx)
      return call ? work(tx, call) : null
    })
    return result
  }

  return {
    byId: <T>(id: number, work: Work<T>) => within((tx) => lockCall(tx, id), work),
    /** By Twilio's CallSid of the line that the call began with. */
    bySid: <T>(sid: string, work: Work<T>) => within((tx) => lockBySid(tx, sid), work),
  }
}

async function lockBySid(tx: Tx, sid: string): Promise<CallRow | undefined> {
  const found = await findCallBySid(tx, sid)
  return found && lockCall(tx, found.id)
}
