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
import { createFetching } from '../fetching.ts'
import type { CallDeps } from './call-deps.ts'
import { loseRecording } from './voicemail.ts'

/** Some two days; then whoever calls back asks again. */
const retryDelaysMs = [5_000, 30_000, 120_000, 600_000, 3600_000, 6 * 3600_000, 16 * 3600_000, 24 * 3600_000]

type RecordingDeps = Pick<CallDeps, 'db' | 'log' | 'attachments' | 'service'>

export function createRecordings({ db, log, attachments, service }: RecordingDeps) {
  const rounds = createFetching<RecordingRow>({
    ...{ db, log, retryDelaysMs },
    noun: 'a recording',
    idOf: ({ call_id: callId, state }) => ({ callId, state }),
    longestNapMs: 5_000,
    claim: claimRecordings,
    async fetch(recording) {
      if (recording.state === 'due') await keep(recording)
      await service.deleteRecording(recording.sid)
      await db.write((tx) => updateRecording(tx, recording.sid, { state: 'deleted', next_attempt_at: null }))
    },
    putOff: (tx, { sid, state }, until) =>
      until === null && state === 'due'
        ? loseRecording(tx, sid, Date.now())
        : updateRecording(tx, sid, { next_attempt_at: until }),
  })

  /** From here on it is only to be deleted, which may take attempts of its own. */
  async function keep(recording: RecordingRow): Promise<void> {
    const content = await service.fetchRecording(recording.sid)
    if (content === null || content.length === 0) throw new ChannelError('Rekaman belum ada di Twilio.')
    const filename = `pesan-suara-${recording.message_id}.wav`
    const type = await contentTypeOf(content, filename)
    if (!type.startsWith('audio/')) throw new ChannelError('Rekaman bukan suara.', { permanent: true })
    const sha256 = await attachments.keep(content)
    const now = Date.now()
    const kept = { state: 'kept', attempts: 0 } as const
    await db.write(async (tx) => {
      const message = await findMessage(tx, recording.message_id)
      if (!message) return
      await insertAttachment(tx, {
        ...{ message_id: message.id, uploaded_by: null, filename, content_type: type },
        ...{ size: content.length, sha256, is_inline: 0, content_id: null, created_at: now },
      })
      await updateRecording(tx, recording.sid, kept)
      await insertEvent(tx, {
        ...{ type: 'message:changed', ticketId: message.ticket_id, messageId: message.id, now },
      })
    })
    Object.assign(recording, kept)
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
      rounds.wake()
      return message
    },
  }
}

export type Recordings = ReturnType<typeof createRecordings>
