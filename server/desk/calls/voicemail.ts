/** What callers record: a message of theirs at once, its sound when Twilio has it. */
import { findCall } from '../../../db/calls.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Tx } from '../../../db/index.ts'
import { findMessage, updateMessage } from '../../../db/messages.ts'
import { findRecording, insertRecording, updateRecording } from '../../../db/recordings.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import { addToSearch } from '../../../db/search.ts'
import { findTicket } from '../../../db/tickets.ts'
import { appendMessage } from '../thread.ts'
import { noteEvent } from './call-events.ts'

/** Twilio tells when it is ready; when it does not, we look ourselves after this. */
const unaskedMs = 60_000

/** False when it stands there already. */
export async function keepVoicemail(
  tx: Tx,
  call: CallRow,
  recording: { sid: string; seconds: number; isReady: boolean },
  now: number,
): Promise<boolean> {
  const before = await findRecording(tx, recording.sid)
  if (before) {
    if (recording.isReady && before.state === 'due' && before.attempts === 0)
      await updateRecording(tx, recording.sid, { next_attempt_at: now })
    return false
  }
  const ticket = await findTicket(tx, call.ticket_id)
  if (!ticket) return false
  const message = await appendMessage(
    tx,
    ticket,
    {
      direction: 'inbound',
      channel: 'voice',
      author_kind: 'contact',
      author_id: ticket.contact_id,
      author_name: null,
      text: `[Pesan suara, ${recording.seconds} detik]`,
      external_id: `twilio:${recording.sid}`,
      created_at: now,
    },
    { is_waiting: 1, status: ticket.status === 'new' ? 'new' : 'open' },
  )
  return insertRecording(tx, {
    ...{ sid: recording.sid, call_id: call.id, message_id: message.id, state: 'due', attempts: 0 },
    next_attempt_at: recording.isReady ? now : now + unaskedMs,
    created_at: now,
  })
}

/** Puts what Twilio wrote down below the recording; the same again changes nothing. */
export async function addTranscription(
  tx: Tx,
  recordingSid: string,
  text: string,
  now: number,
): Promise<boolean> {
  const recording = await findRecording(tx, recordingSid)
  const call = recording && (await findCall(tx, recording.call_id))
  const message = recording && (await findMessage(tx, recording.message_id))
  if (!call || !message || message.text.includes('\n')) return false
  await updateMessage(tx, message.id, { text: `${message.text}\n${text}` })
  await addToSearch(tx, message.ticket_id, text)
  const changed = {
    type: 'message:changed',
    ticketId: message.ticket_id,
    messageId: message.id,
    now,
  } as const
  await insertEvent(tx, changed)
  return true
}

/** Its sound will never be there: the thread says so, once. */
export async function loseRecording(tx: Tx, recordingSid: string, now: number): Promise<void> {
  const recording = await findRecording(tx, recordingSid)
  if (recording?.state !== 'due') return
  await updateRecording(tx, recordingSid, { state: 'lost', next_attempt_at: null })
  const call = await findCall(tx, recording.call_id)
  const ticket = call && (await findTicket(tx, call.ticket_id))
  if (!call || !ticket) return
  await noteEvent(tx, ticket, call, { kind: 'recording-lost' }, now)
  const messageId = recording.message_id
  await insertEvent(tx, { type: 'message:changed', ticketId: ticket.id, messageId, now })
}
