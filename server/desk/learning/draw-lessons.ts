/** What a reply teaches: only a correction does, and only what was sent much as the library has it. */
import type { Db } from '../../../db/index.ts'
import { lastAnsweredSeq } from '../../../db/threads.ts'
import type { FateRow } from '../../../db/schema/learning.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { leastWordsToLift, tellingWords, type Suggest } from '../../../templates/index.ts'
import type { Lessons } from './lessons.ts'
import { readQuestions, type Question } from '../question.ts'
import type { Sent } from './reply-fates.ts'

interface Replied {
  ticket: TicketRow
  message: MessageRow
  rows: readonly FateRow[]
  carried: ReadonlySet<string>
  sent: Sent
}
interface Drawn {
  text: string
  answer: string
  verdict: 'right' | 'wrong' | 'not wrong'
}
interface Corrected {
  question: Question
  /** What was suggested first; null for nothing. */
  first: string | null
  firstFate: FateRow['fate'] | null
}

export async function drawLessons(
  { db, suggest, lessons }: { db: Db; suggest: Suggest; lessons: Lessons },
  { ticket, message, rows, carried, sent }: Replied,
): Promise<Drawn[]> {
  if (carried.size === 0 || sent === 'rewritten') return []
  const questions = (await readQuestions(db.read, ticket, suggest)).filter((q) => q.message.seq < message.seq)
  const answered = await lastAnsweredSeq(db.read, ticket.id, message.seq)
  const open = questions.filter((question) => question.message.seq > answered)
  const corrected = whatIsAnswered(open, rows, ticket, suggest)
  if (!corrected) return notWrong(questions[0])
  const { question, first, firstFate } = corrected
  if (first !== null && carried.has(first)) return notWrong(question)
  const text = await lessons.textOf(db.read, ticket, question)
  if (text === null) return []
  const drawn: Drawn[] = [...carried].map((answer) => ({ text, answer, verdict: 'right' }))
  // Of one service both may have been asked; and who dismissed or used the first has spoken.
  const isOther = first !== null && [...carried].every((answer) => serviceOf(answer) !== serviceOf(first))
  if (isOther && firstFate !== 'inserted' && firstFate !== 'dismissed')
    drawn.push({ text, answer: first, verdict: 'wrong' })
  return drawn

  /** What was sent after all, later or in spite of a dismissal, was no mistake. */
  async function notWrong(question: Question | undefined): Promise<Drawn[]> {
    const text = question ? await lessons.textOf(db.read, ticket, question) : null
    return text === null ? [] : [...carried].map((answer) => ({ text, answer, verdict: 'not wrong' }))
  }
}

/** The question that stood open, with what was suggested first for it. Null when a reply was there already. */
function whatIsAnswered(
  open: readonly Question[],
  rows: readonly FateRow[],
  ticket: TicketRow,
  suggest: Suggest,
): Corrected | null {
  for (const question of open) {
    const shown = rows.filter((row) => row.message_id === question.message.id && row.position === 1)
    const latest = shown.sort((one, other) => other.shown_at - one.shown_at)[0]
    if (latest) return { question, first: latest.answer, firstFate: latest.fate }
    const options = { language: ticket.language, service: question.service(), limit: 1 }
    const [first] = suggest(question.text, options).suggestions
    if (first) return { question, first: first.answer, firstFate: null }
  }
  const silent = open.find(({ text }) => tellingWords(text) >= leastWordsToLift)
  return silent ? { question: silent, first: null, firstFate: null } : null
}

function serviceOf(answer: string): string {
  return answer.split('/')[0] ?? answer
}
