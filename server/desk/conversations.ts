/**
 * A citizen's side of a chat. The key to a conversation is a token made from the ticket and the office's
 * secret: nothing of it is stored, it can be given again when an acknowledgement was lost, and raising the
 * version takes it back.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OpenConversation } from '../../channels/chat/conversations.ts'
import type { End } from '../../channels/chat/protocol.ts'
import { findChat, raiseTokenVersion, updateChat } from '../../db/chats.ts'
import { insertEvent } from '../../db/events.ts'
import { findPerson } from '../../db/contacts.ts'
import type { Db } from '../../db/index.ts'
import { findMessages, lockMessages, updateMessage } from '../../db/messages.ts'
import { findSystemMessage, listMessages } from '../../db/threads.ts'
import type { DeliveryStateName } from '../../db/schema/messages.ts'
import { findTicket } from '../../db/tickets.ts'
import type { Message } from '../wire/message.ts'
import type { EndOf } from './chat-end.ts'
import type { ChatAnswers } from './chat-answers/chat-answers.ts'
import type { Judge } from './chat-answers/verdict.ts'
import type { CitizenView } from './citizen-view.ts'
import { advance } from './delivery.ts'
import type { Events } from './events.ts'
import { presentMessages } from './present/messages.ts'
import { appendMessage } from './thread.ts'
import { createWaitingLine } from './waiting-line.ts'

const syncLimit = 500
const ratingBegins = 'Warga menilai percakapan ini'

const notDelivered: DeliveryStateName[] = ['queued', 'sending', 'sent']

export type Conversations = ReturnType<typeof createConversations>

export interface ConversationsDeps {
  db: Db
  events: Events
  secret: string
  citizenView: CitizenView
  chatAnswers: Pick<ChatAnswers, 'others' | 'showAsked'>
  judge: Judge
  mailTranscript: (ticketId: number) => Promise<void>
  endOf: EndOf
}

export function createConversations(deps: ConversationsDeps) {
  const { db, events, secret, citizenView, chatAnswers, judge, mailTranscript } = deps

  function sign(ticketId: number, version: number): string {
    return createHmac('sha256', secret).update(`chat ${ticketId} ${version}`).digest('base64url')
  }

  return {
    waitingLine: createWaitingLine(db),
    others: chatAnswers.others,
    showAsked: chatAnswers.showAsked,
    judge,
    mailTranscript,

    async tokenFor(ticketId: number): Promise<string> {
      const chat = await findChat(db.read, ticketId)
      if (!chat) throw new Error('no chat behind this ticket')
      return `${ticketId}.${sign(ticketId, chat.token_version)}`
    },

    /** The conversation a token opens; null when it opens none. */
    async open(token: string): Promise<OpenConversation | null> {
      const [, id, signature] = /^([1-9]\d{0,14})\.([\w-]{43})$/.exec(token) ?? []
      if (!id || !signature) return null
      const chat = await findChat(db.read, Number(id))
      if (!chat) return null
      const expected = Buffer.from(sign(chat.ticket_id, chat.token_version))
      if (!timingSafeEqual(expected, Buffer.from(signature))) return null
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
      const unmarked = await db.read
        .selectFrom('messages')
        .select('id')
        .where('ticket_id', '=', ticketId)
        .where('seq', '<=', seq)
        .where('channel', 'in', ['chat', 'web'])
        .where('delivery_state', 'in', state === 'read' ? [...notDelivered, 'delivered'] : notDelivered)
        .execute()
      if (unmarked.length === 0) return
      await db.write(async (tx) => {
        const ids = unmarked.map(({ id }) => id)
        for (const message of await lockMessages(tx, ids)) await advance(tx, message, { state, error: null })
      })
      events.pump()
    },

    /** The citizen says goodbye. The thread says so, and agents see it. */
    async end(ticketId: number): Promise<void> {
      const isNews = await db.write(async (tx) => {
        const chat = await findChat(tx, ticketId)
        const ticket = await findTicket(tx, ticketId)
        if (!chat || !ticket || chat.ended_at !== null) return false
        const now = Date.now()
        await updateChat(tx, ticketId, { ended_at: now })
        await appendMessage(tx, ticket, {
          direction: 'internal',
          channel: 'chat',
          author_kind: 'system',
          author_name: null,
          text: 'Warga mengakhiri percakapan.',
          created_at: now,
        })
        return true
      })
      if (isNews) events.pump()
    },

    async revoke(ticketId: number): Promise<void> {
      await db.write((tx) => raiseTokenVersion(tx, ticketId))
    },

    /** Rating again says it anew, and replaces what was said before. */
    async rate(ticketId: number, score: number, said: string | null): Promise<void> {
      const comment = said?.replaceAll('\0', '').toWellFormed() || null
      await db.write(async (tx) => {
        const ticket = await findTicket(tx, ticketId)
        if (!ticket) return
        await updateChat(tx, ticketId, { rating: score, rating_comment: comment })
        const now = Date.now()
        const text = `${ratingBegins} ${score} dari 5.${comment ? `\n“${comment}”` : ''}`
        const before = await findSystemMessage(tx, ticketId, ratingBegins)
        if (before) {
          await updateMessage(tx, before.id, { text })
          await insertEvent(tx, { type: 'message:changed', ticketId, messageId: before.id, now })
        } else {
          await appendMessage(tx, ticket, {
            direction: 'internal',
            channel: 'chat',
            author_kind: 'system',
            author_name: null,
            text,
            created_at: now,
          })
        }
      })
      events.pump()
    },
  }
}
