import { listForgottenCalls, lockCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import { finish } from './finish.ts'

/** Nobody talks that long; and Twilio ends a call after four hours. */
const longestCallMs = 4 * 3600_000

/** Ends calls of whose end Twilio's report never came, so that nobody stands in the line for ever. */
export async function endForgottenCalls(tx: Tx, now: number): Promise<void> {
  for (const { id } of await listForgottenCalls(tx, now - longestCallMs)) {
    const call = await lockCall(tx, id)
    if (call) await finish(tx, call, now)
  }
}
