/** A citizen's side of a chat. */
import type { OpenConversation } from '../../channels/chat/conversations.ts'
import type { End } from '../../channels/chat/protocol.ts'
import { listUnmarked } from '../../db/chat-marks.ts'
import { findChat, raiseTokenVersion, updateChat } from '../../db/chats.ts'
import { findPerson } from '../../db/contacts.ts'
import type { Db } from '../../db/index.ts'
import { findMessages, lockMessages } from '../../db/messages.ts'
import { listMessages } from '../../db/threads.ts'
import { findTicket } from '../../db/tickets.ts'
import type { Message } from '../wire/message.ts'
import type { EndOf } from './chat-end.ts'
import type { ChatAnswers } from './chat-answers/chat-answers.ts'
import type { Judge } from './chat-answers/verdict.ts'
import { createChatKeys } from './chat-key.ts'
import { rateChat } from './chat-rating.ts'
import type { CitizenView } from './citizen-view.ts'
import { advance } from './delivery.ts'
import { appendNote } from './thread.ts'
import { presentMessages } from './present/messages.ts'
import { createWaitingLine } from './waiting-line.ts'

const syncLimit = 500

export type Conversations = ReturnType<typeof createConversations>

export interface ConversationsDeps {
  db: Db
  secret: string
  citizenView: CitizenView
  chatAnswers: Pick<ChatAnswers, 'others' | 'showAsked'>
  judge: Judge
  mailTranscript: (ticketId: number) => Promise<void>
  endOf: EndOf
}

export function createConversations(deps: ConversationsDeps) {
  const { db, secret, citizenView, chatAnswers, judge, mailTranscript } = deps
  const keys = createChatKeys(db, secret)

  return {
    waitingLine: createWaitingLine(db),
    others: chatAnswers.others,
    showAsked: chatAnswers.showAsked,
    judge,
    mailTranscript,

    tokenFor: keys.keyOf,

    /** The conversation a token opens; null when it opens none. */
    async open(token: string): Promise<OpenConversation | null> {
      const chat = await keys.chatOf(token)
      if (!chat) return null
      const ticket = await findTicket(db.read, chat.ticket_id)
      if (!ticket) return null
      const { id: ticketId, number, last_seq: lastSeq } = ticket
      const person = await findPerson(db.read, ticket.contact_id)
      const marks = { deliveredSeq: Number(chat.delivered_seq), readSeq: Number(chat.read_seq) }
      return { ticketId, number, lastSeq, end: deps.endOf(chat, ticket), marks, person }
    },

    async endOf(ticketId: number): Promise<End | null> {
      const [chat, ticket] = [await findChat(db.read, ticketId), await findTicket(db.read, ticketId)]
      return chat && ticket ? deps.endOf(chat, ticket) : null
    },

    /** What a citizen may see after `afterSeq`, in order: never an internal note. */
    async messagesAfter(ticketId: number, afterSeq: number): Promise<Message[]> {
      const found: Message[] = []
      for (let after = afterSeq; ;) {
        const rows = await listMessages(db.read, ticketId, {
          afterSeq: after,
          limit: syncLimit,
          isPublic: true,
        })
        found.push(...(await presentMessages(db.read, rows)))
        if (rows.length < syncLimit) return found.map(citizenView.of)
        after = rows.at(-1)?.seq ?? after
      }
    },

    async message(id: number): Promise<Message> {
      const [message] = await presentMessages(db.read, await findMessages(db.read, [id]))
      if (!message) throw new Error('a message that was just stored is gone')
      return citizenView.of(message)
    },

    /**
     * Everything the office wrote up to `seq` has reached the citizen (`delivered`) or has been looked at (`read`).
     * A window is told of a message as soon as it is written, so it may answer before the outbox has said `sent`.
     */
    async mark(ticketId: number, seq: number, state: 'delivered' | 'read'): Promise<void> {
      const unmarked = await listUnmarked(db.read, ticketId, seq, state)
      if (unmarked.length === 0) return
      await db.write(async (tx) => {
        for (const message of await lockMessages(tx, unmarked))
          await advance(tx, message, { state, error: null })
      })
    },

    /** The citizen says goodbye. The thread says so, and agents see it. */
    async end(ticketId: number): Promise<void> {
      await db.write(async (tx) => {
        const chat = await findChat(tx, ticketId)
        const ticket = await findTicket(tx, ticketId)
        if (!chat || !ticket || chat.ended_at !== null) return
        const now = Date.now()
        await updateChat(tx, ticketId, { ended_at: now })
        const text = 'Warga mengakhiri percakapan.'
        await appendNote(tx, ticket, { channel: 'chat', text, created_at: now })
      })
    },

    async revoke(ticketId: number): Promise<void> {
      await db.write((tx) => raiseTokenVersion(tx, ticketId))
    },

    async rate(ticketId: number, score: number, said: string | null): Promise<void> {
      await db.write((tx) => rateChat(tx, ticketId, score, said))
    },
  }
}
