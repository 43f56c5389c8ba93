/** Fetches the files that came with a text and keeps them with it; until then, and when that fails for good, it says so. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { claimIncomingFiles, reviveIncomingFiles, updateIncomingFile } from '../../../db/incoming-files.ts'
import { insertAttachment } from '../../../db/attachments.ts'
import { changeMessage, findMessage } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { IncomingFileRow } from '../../../db/schema/texts.ts'
import { addToSearch } from '../../../db/search.ts'
import { notFound, TanyaError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import { createFetching } from '../fetching.ts'
import type { Files } from '../files.ts'
import { contactsIn } from './contact-cards.ts'
import { knowFile, type KnownFile } from './know-file.ts'
import { partsOf } from './parts.ts'

export interface IncomingFilesDeps {
  db: Db
  log: Logger
  attachments: Files
  /** Null when there is no such file (yet, or any more). Throws `ChannelError`. */
  fetchMedia: (url: string) => Promise<Buffer | null>
}

/** A day: what Twilio cannot give by then, the citizen is asked for again. */
const retryDelaysMs = [2_000, 15_000, 60_000, 300_000, 1800_000, 2 * 3600_000, 6 * 3600_000, 16 * 3600_000]

export function createIncomingFiles({ db, log, attachments, fetchMedia }: IncomingFilesDeps) {
  const rounds = createFetching<IncomingFileRow>({
    ...{ db, log, retryDelaysMs },
    noun: 'a file of a text',
    idOf: ({ message_id: messageId, place }) => ({ messageId, place }),
    longestNapMs: 2_500,
    claim: claimIncomingFiles,
    async fetch(file) {
      const content = await fetchMedia(file.url)
      if (content === null || content.length === 0) throw new ChannelError('Lampiran belum ada di Twilio.')
      const sha256 = await attachments.keep(content)
      const known = await knowFile(content, file)
      await db.write((tx) => keep(tx, file, known, { sha256, content }))
    },
    async putOff(tx, file, until) {
      await updateIncomingFile(tx, file, {
        ...(until === null && { state: 'lost' }),
        next_attempt_at: until,
      })
      const message = await findMessage(tx, file.message_id)
      if (message) await tellOf(tx, message, Date.now())
    },
  })

  async function keep(
    tx: Tx,
    file: IncomingFileRow,
    { filename, contentType }: KnownFile,
    { sha256, content }: { sha256: string; content: Buffer },
  ): Promise<void> {
    const now = Date.now()
    const message = await findMessage(tx, file.message_id)
    if (!message) return
    await insertAttachment(tx, {
      ...{ message_id: message.id, uploaded_by: null, filename, content_type: contentType },
      ...{ size: content.length, sha256, is_inline: 0, content_id: null, created_at: now },
    })
    if (contentType === 'text/vcard') await keepContacts(tx, message, content)
    await updateIncomingFile(tx, file, { state: 'kept', next_attempt_at: null })
    await tellOf(tx, message, now)
  }

  async function keepContacts(tx: Tx, message: MessageRow, content: Buffer): Promise<void> {
    const parts = partsOf(message) ?? {}
    const contacts = [...(parts.contacts ?? []), ...contactsIn(content.toString('utf8'))]
    if (contacts.length === 0) return
    await changeMessage(tx, message.id, { parts: JSON.stringify({ ...parts, contacts }) })
    const words = contacts.flatMap(({ name, phones }) => [name ?? '', ...phones])
    await addToSearch(tx, message.ticket_id, words.join('\n'))
  }

  return {
    start: rounds.start,
    stop: rounds.stop,
    wake: rounds.wake,
    /** An agent asks once more for what is missing. Throws `not-found`, or `conflict` when nothing is. */
    async again(messageId: number): Promise<MessageRow> {
      const message = await db.write(async (tx) => {
        const found = await findMessage(tx, messageId)
        if (!found) throw notFound('message')
        if (!(await reviveIncomingFiles(tx, messageId, Date.now())))
          throw new TanyaError('conflict', 'Every file of this message is here.')
        return found
      })
      rounds.wake()
      return message
    },
  }
}

export type IncomingFiles = ReturnType<typeof createIncomingFiles>

function tellOf(tx: Tx, { id, ticket_id }: MessageRow, now: number): Promise<void> {
  return insertEvent(tx, { type: 'message:changed', ticketId: ticket_id, messageId: id, now })
}
