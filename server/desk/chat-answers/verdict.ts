/** Whether an answer of the library was one: "yes" ends the chat kindly, "no" is what the officer reads first. */
import { findChat, updateChat } from '../../../db/chats.ts'
import { insertEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/index.ts'
import { listMachineAnswers, verdictId } from '../../../db/machine-answers.ts'
import { findMessageByExternalId } from '../../../db/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import type { Library } from '../../../templates/index.ts'
import { notFound } from '../../errors.ts'
import { appendNote } from '../thread.ts'

export interface VerdictDeps {
  db: Db
  library: Library
}

/** The citizen's word on the answer at a place of the thread. */
export type Judge = (ticketId: number, seq: number, isHelped: boolean) => Promise<void>

export function createJudge({ db, library }: VerdictDeps): Judge {
  /** The same word again changes nothing. Throws `not-found` where no such answer stands. */
  return async function judge(ticketId, seq, isHelped) {
    await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      const judged = (await listMachineAnswers(tx, ticketId)).find((one) => one.seq === seq)
      if (!ticket || !judged) throw notFound('answer')
      const externalId = verdictId(judged.id, isHelped)
      if (await findMessageByExternalId(tx, externalId)) return
      const now = Date.now()
      const title = titleOf(judged.answer ?? '', ticket)
      await appendNote(
        tx,
        ticket,
        {
          channel: 'chat',
          text: isHelped
            ? `Warga: jawaban otomatis “${title}” sudah menjawab. Percakapan selesai.`
            : `Warga: jawaban otomatis “${title}” belum menjawab, dan menunggu petugas.`,
          external_id: externalId,
          created_at: now,
        },
        isHelped ? { status: 'solved', is_waiting: 0 } : {},
      )
      if (!isHelped) return
      if ((await findChat(tx, ticketId))?.ended_at === null) await updateChat(tx, ticketId, { ended_at: now })
      const service = ticket.service ?? judged.answer?.split('/')[0] ?? null
      await updateTicket(tx, ticketId, { service })
      await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
    })
  }

  function titleOf(answer: string, { language }: TicketRow): string {
    return library.answer(answer, { language, channel: 'chat' })?.title ?? answer
  }
}
