/** The answer library at the desk: suggestions for a ticket, and the last look at a text before it is sent. */
import type { ChannelKind } from '../../channels/contract/channel.ts'
import type { Queryable } from '../../db/index.ts'
import { findContacts } from '../../db/contacts.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { fillText, unresolved, type Library, type SlotValues, type Suggest } from '../../templates/index.ts'
import { invalidField, TanyaError } from '../errors.ts'
import type { Suggestion } from '../wire/answer.ts'
import { briefly, readQuestions, type Question } from './question.ts'

export type Answers = ReturnType<typeof createAnswers>

interface TicketOptions {
  without?: ReadonlySet<string>
  by?: ChannelKind
  isBrief?: boolean
}

export function createAnswers(library: Library, suggest: Suggest) {
  /** Rendered suggestions for free text, best first, at most five. */
  function suggestFor(
    text: string,
    options: {
      language?: 'id' | 'en'
      channel?: ChannelKind
      slots?: SlotValues
      service?: string | null | (() => string | null)
      without?: ReadonlySet<string>
      isBrief?: boolean
    } = {},
  ): Suggestion[] {
    const { service, without, isBrief } = options
    const { language, suggestions } = suggest(text, {
      ...(isBrief && briefly),
      ...{ language: options.language, service, without },
    })
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
          version: answer.version,
          matched: found.matched,
        },
      ]
    })
  }

  /**
   * Suggestions for a ticket, and the question they answer: the citizen's latest message that asks something. Those
   * `without` are left out, and no earlier question takes their place. `by` the ticket's own channel, unless given.
   * `isBrief`: the first alone, without the words that led to it.
   */
  async function suggestForTicket(
    db: Queryable,
    ticket: TicketRow,
    { without = new Set(), by = ticket.channel, isBrief = false }: TicketOptions = {},
  ): Promise<{ question: Question | null; suggestions: Suggestion[] }> {
    const { language } = ticket
    // What a caller gets in writing goes by SMS, and reads well aloud too.
    const channel = by === 'voice' ? 'sms' : by
    const slots = await slotsOf(db, ticket)
    for (const question of await readQuestions(db, ticket, suggest)) {
      const service = () => question.service()
      const suggestions = suggestFor(question.text, { language, channel, slots, service, without, isBrief })
      const isAsked = () => suggest(question.text, { ...briefly, language, service }).suggestions.length > 0
      if (suggestions.length > 0 || (without.size > 0 && isAsked())) return { question, suggestions }
    }
    return { question: null, suggestions: [] }
  }

  return {
    library,
    suggestFor,
    suggestForTicket,
    /** As it is put in before anybody edits it; null when there is no such answer. */
    async textFor(
      db: Queryable,
      ticket: TicketRow,
      id: string,
      channel: ChannelKind,
    ): Promise<string | null> {
      const slots = await slotsOf(db, ticket)
      return library.answer(id, { language: ticket.language, channel, slots })?.text ?? null
    },
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
    /** Whether the office still says this, in these words. */
    isInForce({ answer: id, version }: { answer: string; version: string }): boolean {
      const answer = library.answer(id, { language: 'id', channel: 'chat' })
      return answer !== null && answer.status !== 'expired' && answer.version === version
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
