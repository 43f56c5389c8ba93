/** An answer that has not gone yet gets another time, or is taken back. */
import { insertEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { listMessageAnswers } from '../../../db/message-answers.ts'
import { copyAttachments } from '../../../db/attachments.ts'
import { changeMessage, findMessage } from '../../../db/messages.ts'
import { deleteUnclaimed } from '../../../db/outbox.ts'
import { deletePutOff, movePutOff } from '../../../db/put-off.ts'
import { findFirstAnswer, findLatestSaid } from '../../../db/said.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { lockTicket, updateTicket } from '../../../db/tickets.ts'
import { notFound, TanyaError } from '../../errors.ts'
import type { TakenBack } from '../../wire/reply.ts'
import { reachedBy } from '../mail/copies.ts'
import { peopleIn } from '../mail/mail-people.ts'
import { presentAttachment } from '../present/attachment.ts'
import { firstWords } from '../thread.ts'
import { partsOf } from '../texts/parts.ts'
import { refuseHindered } from '../texts/reply-by-text.ts'
import { timeIn } from './when.ts'
import { withdrawnColumns } from './withdrawn.ts'

export type TakeBack = ReturnType<typeof createTakeBack>

export function createTakeBack({ db, onMoved }: { db: Db; onMoved: () => void }) {
  return {
    /**
     * Takes it off its way, for good, unless somebody is sending it; what is left is a trace for colleagues. Asked again, it
     * gives the same words. Throws `not-found`, and `conflict` when it is too late.
     */
    async takeBack(
      agent: AgentRow,
      messageId: number,
    ): Promise<{ message: MessageRow; draft: TakenBack['draft'] }> {
      const taken = await db.write(async (tx) => {
        const message = await findMessage(tx, messageId)
        const ticket = message && (await lockTicket(tx, message.ticket_id))
        if (!message || !ticket) throw notFound('message')
        if (message.withdrawn === null) await withdraw(tx, agent, message)
        return { message, draft: await draftOf(tx, agent, message) }
      })
      return taken
    },

    /** Throws `not-found`, `invalid`, and `conflict` for what does not wait for its time. */
    async move(agent: AgentRow, messageId: number, sendAt: string): Promise<MessageRow> {
      const moved = await db.write(async (tx) => {
        const message = await findMessage(tx, messageId)
        const ticket = message && (await lockTicket(tx, message.ticket_id))
        if (!message || !ticket) throw notFound('message')
        const now = Date.now()
        const at = timeIn(message.channel, sendAt, now)
        const moved = await movePutOff(tx, messageId, at, agent.id)
        if (!moved) throw tooLate()
        const to = { channel: message.channel, address: moved.to_address }
        const isTemplate = partsOf(message)?.template !== undefined
        await refuseHindered(tx, to, at, { isTemplate, isTimed: true })
        await tellChanged(tx, message, now)
        return message
      })
      onMoved()
      return moved
    },
  }
}

async function withdraw(tx: Tx, agent: AgentRow, message: MessageRow): Promise<void> {
  const putOff = await deletePutOff(tx, message.id)
  // What waits for its next attempt has reached nobody, except in an open chat window, or some of a mail's recipients.
  const mayLeaveOutbox = message.author_kind === 'agent' && message.channel !== 'chat'
  if (!putOff && !(mayLeaveOutbox && (await deleteUnclaimed(tx, message.id)))) throw tooLate()
  // Read anew: who was reached is written in the moment in which it may be taken again.
  const asItWas = await findMessage(tx, message.id)
  if (asItWas && reachedBy(asItWas).length > 0) throw tooLate()
  const now = Date.now()
  const { author_id: id, author_name: name } = message
  const trace = withdrawnColumns({
    author: id === null ? null : { id, name: name ?? '' },
    by: { id: agent.id, name: agent.name },
    at: new Date(now).toISOString(),
    wasBrief: putOff?.is_brief === 1,
  })
  await changeMessage(tx, message.id, trace)
  if (!putOff) await unsay(tx, message.ticket_id)
  await tellChanged(tx, message, now)
}

/** Its ticket becomes what it would be without it. */
async function unsay(tx: Tx, ticketId: number): Promise<void> {
  const latest = await findLatestSaid(tx, ticketId)
  const first = await findFirstAnswer(tx, ticketId)
  await updateTicket(tx, ticketId, {
    first_replied_at: first?.created_at ?? null,
    ...(latest && {
      is_waiting: latest.direction === 'inbound' ? 1 : 0,
      last_message_at: latest.created_at,
      preview: firstWords(latest.text || latest.quoted || ''),
    }),
  })
}

async function tellChanged(tx: Tx, { id: messageId, ticket_id: ticketId }: MessageRow, now: number) {
  await updateTicket(tx, ticketId, { updated_at: now })
  await insertEvent(tx, { type: 'message:changed', ticketId, messageId, now })
  await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
}

async function draftOf(tx: Tx, agent: AgentRow, message: MessageRow): Promise<TakenBack['draft']> {
  const { id, text, answer: first } = message
  const answers = await listMessageAnswers(tx, id)
  // The files stay with the trace: nothing is lost when the draft is dropped.
  const copies = await copyAttachments(tx, id, agent.id, Date.now())
  return {
    text,
    answers: answers.sort((one, other) => Number(other.answer === first) - Number(one.answer === first)),
    cc: peopleIn(message).map(({ address }) => address),
    attachments: copies.map(presentAttachment),
  }
}

const tooLate = () => new TanyaError('conflict', 'It is on its way already, or was sent.')
