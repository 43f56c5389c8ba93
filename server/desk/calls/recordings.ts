/** Fetches what callers recorded, keeps it with their ticket, and deletes it at Twilio. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import { insertAttachment } from '../../../db/attachments.ts'
import { findMessage } from '../../../db/messages.ts'
import { insertEvent } from '../../../db/events.ts'
import { claimRecordings, reviveRecording, updateRecording } from '../../../db/recordings.ts'
import type { RecordingRow } from '../../../db/schema/calls.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { notFound, TanyaError } from '../../errors.ts'
import { contentTypeOf } from '../content-type.ts'
import { createRounds } from '../rounds.ts'
import type { CallDeps } from './call-deps.ts'
import { loseRecording } from './voicemail.ts'

const batchSize = 10
const leaseMs = 120_000
const longestNapMs = 5_000
/** Some two days; then whoever calls back asks again. */
const retryDelaysMs = [5_000, 30_000, 120_000, 600_000, 3600_000, 6 * 3600_000, 16 * 3600_000, 24 * 3600_000]

type RecordingDeps = Pick<CallDeps, 'db' | 'events' | 'log' | 'attachments' | 'service'>

export function createRecordings({ db, events, log, attachments, service }: RecordingDeps) {
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'recordings could not be looked after; trying again'),
  })

  async function round(): Promise<boolean> {
    const now = Date.now()
    const claimed = await db.write((tx) => claimRecordings(tx, now, now + leaseMs, batchSize))
    for (const recording of claimed) await lookAfter(recording)
    return claimed.length === batchSize
  }

  async function lookAfter(recording: RecordingRow): Promise<void> {
    try {
      if (recording.state === 'due') await fetchOne(recording)
      await service.deleteRecording(recording.sid)
      await db.write((tx) => updateRecording(tx, recording.sid, { state: 'deleted', next_attempt_at: null }))
    } catch (error) {
      // A disk that is full or a database that is away mends itself as Twilio does: later.
      const isKnown = error instanceof ChannelError
      if (!isKnown) log.error({ err: error, callId: recording.call_id }, 'a recording could not be kept')
      await postpone(recording, isKnown && error.permanent)
    }
  }

  async function fetchOne(recording: RecordingRow): Promise<void> {
    const content = await service.fetchRecording(recording.sid)
    if (content === null || content.length === 0) throw new ChannelError('Rekaman belum ada di Twilio.')
    const filename = `pesan-suara-${recording.message_id}.wav`
    const type = await contentTypeOf(content, filename)
    if (!type.startsWith('audio/')) throw new ChannelError('Rekaman bukan suara.', { permanent: true })
    const sha256 = await attachments.keep(content)
    const now = Date.now()
    await db.write(async (tx) => {
      const message = await findMessage(tx, recording.message_id)
      if (!message) return
      await insertAttachment(tx, {
        ...{ message_id: message.id, uploaded_by: null, filename, content_type: type },
        ...{ size: content.length, sha256, is_inline: 0, content_id: null, created_at: now },
      })
      await updateRecording(tx, recording.sid, { state: 'kept', attempts: 0 })
      await insertEvent(tx, {
        ...{ type: 'message:changed', ticketId: message.ticket_id, messageId: message.id, now },
      })
    })
    recording.state = 'kept'
    recording.attempts = 0
    events.pump()
  }

  async function postpone(recording: RecordingRow, isOver: boolean): Promise<void> {
    const delay = retryDelaysMs[Math.max(0, recording.attempts - 1)]
    if (!isOver && delay !== undefined) {
      await db.write((tx) => updateRecording(tx, recording.sid, { next_attempt_at: Date.now() + delay }))
      return
    }
    await db.write((tx) =>
      recording.state === 'due'
        ? loseRecording(tx, recording.sid, Date.now())
        : updateRecording(tx, recording.sid, { next_attempt_at: null }),
    )
    log.warn({ callId: recording.call_id, state: recording.state }, 'a recording was given up')
    events.pump()
  }

  return {
    ...rounds,
    /** An officer asks once more for what was given up. Throws `not-found`, or `conflict` when nothing was. */
    async again(messageId: number): Promise<MessageRow> {
      const now = Date.now()
      const message = await db.write(async (tx) => {
        const found = await findMessage(tx, messageId)
        if (!found) throw notFound('message')
        if (!(await reviveRecording(tx, messageId, now)))
          throw new TanyaError('conflict', 'No recording of this message was given up.')
        await insertEvent(tx, { type: 'message:changed', ticketId: found.ticket_id, messageId, now })
        return found
      })
      events.pump()
      rounds.wake()
      return message
    },
  }
}

export type Recordings = ReturnType<typeof createRecordings>
