import type { Tx } from '../../../db/index.ts'
import { updateCall } from '../../../db/calls.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { tellCard } from './call-events.ts'
import { talkOf, type Talk } from './talk.ts'

/** What officers see of a call. */
const shown = [
  'stage',
  'outcome',
  'agent_id',
  'is_to_call_back',
  'answered_at',
  'ended_at',
  'queued_at',
] as const

/** Writes a change of a locked call, and tells the screens when they show it. */
export async function changeCall(
  tx: Tx,
  call: CallRow,
  change: Partial<CallRow>,
  now: number,
): Promise<CallRow> {
  const after = { ...call, ...change, updated_at: now }
  await updateCall(tx, call.id, { ...change, updated_at: now })
  if (shown.some((name) => after[name] !== call[name])) await tellCard(tx, after, now)
  return after
}

/** Where the conversation with the caller stands; nothing of it is shown. */
export async function keepTalk(tx: Tx, call: CallRow, change: Partial<Talk>): Promise<CallRow> {
  const talk = JSON.stringify({ ...talkOf(call), ...change })
  await updateCall(tx, call.id, { talk })
  return { ...call, talk }
}
