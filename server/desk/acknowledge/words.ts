/** What an acknowledgement says. */
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { formatMoment, type Answer, type Library, type Suggest } from '../../../templates/index.ts'
import type { Clock } from '../clock.ts'
import { briefly } from '../question.ts'

export type AcknowledgementWords = (
  ticket: TicketRow,
  message: MessageRow,
  name: string | null,
  now: number,
) => { text: string; answer: Pick<Answer, 'answer' | 'version'> | null }

export function createAcknowledgementWords(deps: {
  library: Library
  suggest: Suggest
  clock: Clock
}): AcknowledgementWords {
  const { library, suggest, clock } = deps

  /** Only what the suggester is sure of, and only when it needs nothing filled in by a person. */
  function likelyAnswer({ subject, language, number }: TicketRow, { text }: MessageRow): Answer | null {
    const [first] = suggest(`${subject}\n${text}`, { ...briefly, language }).suggestions
    if (!first?.sure) return null
    const answer = library.answer(first.answer, {
      language,
      channel: 'chat',
      slots: { ticketNumber: number },
    })
    return answer && answer.missingSlots.length === 0 ? answer : null
  }

  return (ticket, message, name, now) => {
    const { language, number: ticketNumber } = ticket
    const answer = likelyAnswer(ticket, message)
    const opensAt = clock.nextOpening(now)
    const text = library.message('acknowledgement', {
      language,
      contactName: name !== null && isPlainName(name) ? name : null,
      ticketNumber,
      isOpen: clock.isOpen(now),
      opensAt: opensAt === null ? null : formatMoment(opensAt, clock.timeZone, language),
      answer,
    })
    return { text, answer }
  }
}

/** A sender can be forged: whoever puts an address or a link into the name must not have us carry it to a stranger. */
function isPlainName(name: string): boolean {
  return !/[@/\\]|\w[.:]\w/.test(name)
}
