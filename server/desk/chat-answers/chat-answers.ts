/**
 * Answers of the library while a citizen waits in a chat. What the suggester is sure of is shown unasked, anything else
 * only to whoever asks for it, and nothing that has expired. All of it stands in the thread as the system's word: so
 * every window shows it once, officers see what was read, and the chat keeps its place in the line.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Received } from '../../../channels/contract/inbound.ts'
import type { OfferedAnswer } from '../../../channels/chat/conversations.ts'
import type { Db, Tx } from '../../../db/index.ts'
import { listMachineAnswers, wasAnyRefused } from '../../../db/machine-answers.ts'
import { insertMessageAnswers } from '../../../db/message-answers.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket } from '../../../db/tickets.ts'
import { notFound } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Suggestion } from '../../wire/answer.ts'
import type { Answers } from '../answers.ts'
import { appendMessage } from '../thread.ts'

export interface ChatAnswersDeps {
  db: Db
  answers: Pick<Answers, 'suggestForTicket'>
  log: Logger
}

const mostOffered = 3
/** Shown unasked in one chat; whoever wants more asks for it, or for a person. */
const mostUnasked = 2
/** Whoever has written more talks to us, and no longer asks. */
const mostPlacesLookedAt = 6
/** The officers' screens are told of the message first. */
const headStartMs = 30
/** Between two of them, so that in a rush they take little from what people write to each other. */
const restMs = 10
/** In a rush an answer of ours is what can be spared. */
const longestLine = 50

export type ChatAnswers = ReturnType<typeof createChatAnswers>

export function createChatAnswers({ db, answers, log }: ChatAnswersDeps) {
  let working: Promise<void> = Promise.resolve()
  let inLine = 0

  /** Fit to be read by a citizen as they stand. */
  async function suggestFor(ticket: TicketRow, options: { isBrief?: boolean } = {}): Promise<Suggestion[]> {
    const { suggestions } = await answers.suggestForTicket(db.read, ticket, options)
    return suggestions.filter(({ status, missingSlots }) => status === 'active' && missingSlots.length === 0)
  }

  async function offerOne(ticketId: number): Promise<void> {
    const ticket = await findTicket(db.read, ticketId)
    if (!ticket || !isWaiting(ticket)) return
    // A look that spares the suggester and an empty commit; what counts is seen again in the transaction.
    const shown = await listMachineAnswers(db.read, ticketId)
    if (shown.length >= mostUnasked) return
    const [first] = await suggestFor(ticket, { isBrief: true })
    if (!first?.sure || shown.some(({ answer }) => answer === first.answer)) return
    await show(ticketId, first, { isAsked: false })
  }

  async function show(
    ticketId: number,
    offered: Suggestion,
    { isAsked }: { isAsked: boolean },
  ): Promise<void> {
    const { answer, version, text } = offered
    await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket || !isWaiting(ticket)) return
      const shown = await listMachineAnswers(tx, ticketId)
      if (shown.some((one) => one.answer === answer)) return
      if (!isAsked && (shown.length >= mostUnasked || (await isRefused(tx, ticketId)))) return
      const message = await appendMessage(
        tx,
        ticket,
        {
          direction: 'outbound',
          channel: 'chat',
          author_kind: 'system',
          author_name: null,
          ...{ text, answer, answer_version: version },
          delivery_state: 'sent',
          created_at: Date.now(),
        },
        // The citizen waits as before, and the list shows what they wrote.
        { last_message_at: ticket.last_message_at, preview: ticket.preview },
      )
      await insertMessageAnswers(tx, message.id, [{ answer, version }])
    })
  }

  async function isRefused(tx: Tx, ticketId: number): Promise<boolean> {
    return wasAnyRefused(
      tx,
      (await listMachineAnswers(tx, ticketId)).map(({ id }) => id),
    )
  }

  return {
    /** The citizen has written. Shows an answer soon, one chat after the other, when the suggester is sure of one. */
    offer({ ticketId, seq }: Pick<Received, 'ticketId' | 'seq'>): void {
      if (seq > mostPlacesLookedAt || inLine >= longestLine) return
      inLine++
      working = Promise.all([working, pause(headStartMs)])
        .then(() => offerOne(ticketId))
        .catch((err: unknown) => log.error({ err, ticketId }, 'no answer could be offered to a citizen'))
        .then(() => pause(restMs))
        .finally(() => inLine--)
    },
    /** What could fit besides, for whoever asks: at most three, by title. */
    async others(ticketId: number): Promise<OfferedAnswer[]> {
      const ticket = await findTicket(db.read, ticketId)
      if (!ticket || !isWaiting(ticket)) return []
      const shown = new Set((await listMachineAnswers(db.read, ticketId)).map(({ answer }) => answer))
      const fitting = (await suggestFor(ticket)).filter(({ answer }) => !shown.has(answer))
      return fitting.slice(0, mostOffered).map(({ answer, title }) => ({ answer, title }))
    },
    /** One of these, into the thread. Throws `not-found` for what does not fit. */
    async showAsked(ticketId: number, answer: string): Promise<void> {
      const ticket = await findTicket(db.read, ticketId)
      const asked = ticket && (await suggestFor(ticket)).find((one) => one.answer === answer)
      if (!asked) throw notFound('answer')
      await show(ticketId, asked, { isAsked: true })
    },
    /** Resolves when what was begun is done. */
    settled: () => working,
  }
}

/** No officer has answered yet, and the matter is not done with. */
function isWaiting({ channel, first_replied_at: repliedAt, status }: TicketRow): boolean {
  return channel === 'chat' && repliedAt === null && status !== 'solved' && status !== 'closed'
}
