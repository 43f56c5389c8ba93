/** The answer library at the desk: suggestions for a ticket, and the last look at a text before it is sent. */
import type { ChannelKind } from '../../channels/channel.ts'
import type { Queryable } from '../../db/index.ts'
import { findContacts } from '../../db/contacts.ts'
import { lastInboundMessages } from '../../db/messages.ts'
import type { TicketRow } from '../../db/schema.ts'
import { fillText, unresolved, type Library, type SlotValues, type Suggest } from '../../templates/index.ts'
import { invalidField, TanyaError } from '../errors.ts'
import type { Suggestion } from '../wire.ts'

/** How far back a question may lie behind "terima kasih" and "halo?". */
const messagesRead = 8

export type Answers = ReturnType<typeof createAnswers>

export function createAnswers(library: Library, suggest: Suggest) {
  /** Rendered suggestions for free text, best first, at most five. */
  function suggestFor(
    text: string,
    options: {
      language?: 'id' | 'en'
      channel?: ChannelKind
      slots?: SlotValues
      service?: string | null
    } = {},
  ): Suggestion[] {
    const { language, suggestions } = suggest(text, { language: options.language, service: options.service })
    return suggestions.flatMap((found) => {
      const answer = library.answer(found.answer, {
        language: options.language ?? language,
        channel: options.channel ?? 'chat',
        slots: options.slots ?? {},
      })
      if (!answer) return []
      return [
        {
          answer: answer.answer,
          service: answer.service,
          topic: answer.topic,
          score: found.score,
          sure: found.sure,
          title: answer.title,
          text: answer.text,
          language: answer.language,
          missingSlots: answer.missingSlots,
          legalBasis: answer.legalBasis,
          reviewBy: answer.reviewBy,
          status: answer.status,
          verified: answer.verified,
          asOf: answer.asOf,
          matched: found.matched,
        },
      ]
    })
  }

  /**
   * Suggestions for a ticket: from the citizen's latest message that asks something. "Kalau biayanya?" goes on
   * about what was asked before it, or what the ticket was put down to.
   */
  async function suggestForTicket(db: Queryable, ticket: TicketRow): Promise<Suggestion[]> {
    const slots = await slotsOf(db, ticket)
    const messages = await lastInboundMessages(db, ticket.id, messagesRead)
    const texts = messages.map(({ seq, text }) =>
      seq === 1 && ticket.channel === 'email' ? `${ticket.subject}\n${text}` : text,
    )
    const { language, channel } = ticket
    for (const [position, text] of texts.entries()) {
      const found = suggestFor(text, {
        language,
        channel,
        slots,
        service: contextOf(ticket, texts.slice(position + 1)),
      })
      if (found.length > 0) return found
    }
    return []
  }

  function contextOf(ticket: TicketRow, earlier: readonly string[]): string | null {
    for (const text of earlier) {
      const [first] = suggest(text, { language: ticket.language, limit: 1 }).suggestions
      if (first) return first.service
    }
    return ticket.service
  }

  return {
    library,
    suggestFor,
    suggestForTicket,
    /**
     * The text with its slots filled. Throws `invalid` when a slot or a variable is left: a citizen must never
     * read `[[date]]` or `{{fee}}`.
     */
    finished(text: string, slots: Record<string, string>, language: 'id' | 'en'): string {
      const filled = fillText(text, slots, language)
      const left = unresolved(filled)
      if (left.length === 0) return filled
      throw new TanyaError('invalid', `Fill in or remove before sending: ${left.join(', ')}.`, {
        errors: left.map((name) => ({ path: `slots.${name.replace(/[^\w]/g, '')}`, message: 'not filled' })),
      })
    },
    /** The version stamped on what is sent. Throws `invalid` for an answer that does not exist or has expired. */
    versionOrThrow(id: string): string {
      const answer = library.answer(id, { language: 'id', channel: 'chat' })
      if (!answer) throw invalidField('answer', `There is no answer ${id}.`)
      if (answer.status === 'expired')
        throw invalidField('answer', `The answer ${id} has expired and may not be sent.`)
      return answer.version
    },
  }
}

async function slotsOf(db: Queryable, ticket: TicketRow): Promise<SlotValues> {
  const [contact] = await findContacts(db, [ticket.contact_id])
  return { ...(contact?.name ? { contactName: contact.name } : {}), ticketNumber: ticket.number }
}
