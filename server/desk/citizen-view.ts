/** What a citizen sees of a message, and the key by which they fetch its files without being signed in. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AgentRef } from '../wire/agent.ts'
import type { Message } from '../wire/message.ts'

const fileKeptMs = 24 * 3600_000

export type CitizenView = ReturnType<typeof createCitizenView>

/** `origin` goes before the addresses of files: the window may stand on another site's page. Empty for none. */
export function createCitizenView(secret: string, origin: string) {
  function sign(attachmentId: number, expires: number): string {
    return createHmac('sha256', secret).update(`chat file ${attachmentId} ${expires}`).digest('base64url')
  }

  return {
    /**
     * Field by field, so that nothing new about a message is a citizen's by accident. Which template was used and its
     * version are the office's own matter, as are why sending failed, whether a mail is believed, and who of the
     * office talks in a call and what they tell each other; what another party calls its message, or who has a copy, is
     * no business of the citizen's window. Files get an address that opens them for a day.
     */
    of(message: Message): Message {
      const { id, ticketId, seq, direction, channel, text, quoted, html, createdAt } = message
      const { author, delivery, attachments, truncated, parts, missingFiles } = message
      const expires = Date.now() + fileKeptMs
      return {
        ...{ id, ticketId, seq, direction, channel, text, quoted, html, createdAt },
        ...(truncated && { truncated }),
        ...(parts && { parts }),
        ...(missingFiles && { missingFiles }),
        answer: null,
        answerVersion: null,
        cc: [],
        author: {
          kind: author.kind,
          id: null,
          name: author.name,
          ...(author.picture !== undefined && { picture: origin + author.picture }),
        },
        delivery: delivery && { state: delivery.state, error: null, note: null },
        clientId: author.kind === 'contact' ? message.clientId : null,
        attachments: attachments.map((file) => ({
          ...file,
          url: `${origin}/api/v1/chat/attachments/${file.id}?expires=${expires}&signature=${sign(file.id, expires)}`,
        })),
      }
    },

    face({ name, citizenName, picture }: AgentRef): { name: string; picture?: string } {
      return { name: citizenName ?? name, ...(picture !== undefined && { picture: origin + picture }) }
    },

    mayFetch(attachmentId: number, expires: number, signature: string): boolean {
      const expected = Buffer.from(sign(attachmentId, expires))
      const given = Buffer.from(signature)
      return given.length === expected.length && timingSafeEqual(given, expected) && expires >= Date.now()
    },
  }
}
