import type { Tx } from '../../../db/index.ts'
import { insertCall, updateCall } from '../../../db/calls.ts'
import type { CallRow, NewCall } from '../../../db/schema/calls.ts'
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

export type BegunCall = Pick<
  NewCall,
  | 'sid'
  | 'client_id'
  | 'ticket_id'
  | 'message_id'
  | 'direction'
  | 'number'
  | 'attestation'
  | 'is_known'
  | 'language'
  | 'status'
  | 'stage'
  | 'agent_id'
>

/** A call in which nothing was said yet. */
export function beginCall(tx: Tx, call: BegunCall, talk: Talk, now: number): Promise<CallRow> {
  return insertCall(tx, {
    ...call,
    ...{ outcome: null, turn: 1, talk: JSON.stringify(talk), script: '{}', is_to_call_back: 0 },
    ...{ queued_at: null, answered_at: null, ended_at: null, created_at: now, updated_at: now },
  })
}

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
