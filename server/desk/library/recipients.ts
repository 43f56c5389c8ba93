/** Who received an answer, and in which version: after a mistake the office can tell them all. */
import type { Db } from '../../../db/index.ts'
import { listSentAnswers, listSentVersions } from '../../../db/message-answers.ts'
import type { Library } from '../../../templates/index.ts'
import { notFound } from '../../errors.ts'
import type { Page } from '../../wire/page.ts'
import type { AnswerVersion, Recipient } from '../../wire/recipient.ts'
import { idBefore } from '../id-cursor.ts'
import { iso } from '../iso.ts'

export type Recipients = ReturnType<typeof createRecipients>

export function createRecipients(db: Db, library: Library) {
  /** Throws `not-found` for an answer that is not there. */
  function currentVersion(answer: string): string {
    const found = library.answer(answer, { language: 'id', channel: 'chat' })
    if (!found) throw notFound('answer')
    return found.version
  }

  return {
    async versions(answer: string): Promise<AnswerVersion[]> {
      const current = currentVersion(answer)
      return (await listSentVersions(db.read, answer)).map((row) => ({
        version: row.version,
        current: row.version === current,
        sent: row.sent,
        firstSentAt: iso(row.first_at),
        lastSentAt: iso(row.last_at),
      }))
    },
    async recipients(
      answer: string,
      filter: { version?: string | undefined; limit: number; cursor?: string | undefined },
    ): Promise<Page<Recipient>> {
      const { version, limit, cursor } = filter
      const current = currentVersion(answer)
      const wanted = version === 'old' ? { notVersion: current } : { version }
      const rows = await listSentAnswers(db.read, answer, {
        ...wanted,
        before: idBefore(cursor),
        limit: limit + 1,
      })
      const items = rows.slice(0, limit).map((row) => ({
        messageId: row.message_id,
        ticketId: row.ticket_id,
        number: row.number,
        contactName: row.contact_name,
        channel: row.channel,
        version: row.version,
        sentAt: iso(row.created_at),
        agent: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
      }))
      return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.messageId) : null }
    },
  }
}
