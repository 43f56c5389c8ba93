/**
 * The key to a chat is a token made from its ticket and the office's secret: nothing of it is stored, it can be given
 * again when an acknowledgement was lost, and raising the version takes it back.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { findChat, type ChatRow } from '../../db/chats.ts'
import type { Db } from '../../db/index.ts'

export type ChatKeys = ReturnType<typeof createChatKeys>

export function createChatKeys(db: Db, secret: string) {
  function sign({ ticket_id: ticketId, token_version: version }: ChatRow): string {
    return createHmac('sha256', secret).update(`chat ${ticketId} ${version}`).digest('base64url')
  }

  return {
    async keyOf(ticketId: number): Promise<string> {
      const chat = await findChat(db.read, ticketId)
      if (!chat) throw new Error('no chat behind this ticket')
      return `${ticketId}.${sign(chat)}`
    },

    /** Null when it opens none. */
    async chatOf(key: string): Promise<ChatRow | null> {
      const [, id, signature] = /^([1-9]\d{0,14})\.([\w-]{43})$/.exec(key) ?? []
      if (!id || !signature) return null
      const chat = await findChat(db.read, Number(id))
      if (!chat) return null
      return timingSafeEqual(Buffer.from(sign(chat)), Buffer.from(signature)) ? chat : null
    },
  }
}
