/**
 * Learning from what agents do: the fate of every suggestion, and lessons from corrections. None of it may hold up or
 * spoil a reply, so that is looked at after its commit.
 */
import type { ChannelKind } from '../../../channels/contract/channel.ts'
import type { Db } from '../../../db/index.ts'
import { insertFates, listFates, updateFate } from '../../../db/fates.ts'
import { listMessageAnswers } from '../../../db/message-answers.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { Fate, FateRow } from '../../../db/schema/learning.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Suggest } from '../../../templates/index.ts'
import { notFound } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Suggestion } from '../../wire/answer.ts'
import type { Answers } from '../answers.ts'
import { drawLessons } from './draw-lessons.ts'
import type { Lessons } from './lessons.ts'
import { likeness } from './likeness.ts'
import { readQuestions, type Question } from '../question.ts'
import { decide, sentAs, type Sent } from './reply-fates.ts'

export type Learning = ReturnType<typeof createLearning>

interface LearningDeps {
  db: Db
  log: Logger
  answers: Answers
  suggest: Suggest
  lessons: Lessons
  onFate: (fate: Fate, count: number) => void
  onChange: () => void
}

export function createLearning(deps: LearningDeps) {
  const { db, log, answers, suggest, lessons, onFate, onChange } = deps
  let last = Promise.resolve()

  /** One after another, beside what the agent waits for; one that fails breaks nothing. */
  function aside(work: () => Promise<void>): void {
    last = last
      .then(whenAnswered)
      .then(work)
      .catch((err: unknown) => {
        log.warn({ err }, 'what became of a suggestion could not be kept')
      })
  }

  /** Suggestions for a ticket, less what was dismissed in it; that they were shown is noted the first time. */
  async function suggestIn(
    agent: AgentRow,
    ticket: TicketRow,
    { limit, channel }: { limit: number; channel?: ChannelKind | undefined },
  ): Promise<Suggestion[]> {
    const rows = await listFates(db.read, ticket.id)
    const dismissed = new Set(rows.filter(({ fate }) => fate === 'dismissed').map(({ answer }) => answer))
    const { question, suggestions } = await answers.suggestForTicket(db.read, ticket, {
      without: dismissed,
      by: channel,
    })
    const shown = suggestions.slice(0, limit)
    // Who reads an answered ticket decides nothing.
    if (question && ticket.is_waiting === 1) noteShown(agent, ticket, question, shown, rows)
    return shown
  }

  function noteShown(
    agent: AgentRow,
    ticket: TicketRow,
    { message }: Question,
    shown: readonly Suggestion[],
    rows: readonly FateRow[],
  ): void {
    const known = rows.filter((row) => row.message_id === message.id)
    const before = known.filter(({ fate }) => fate === 'dismissed').length
    const fresh = shown
      .map((suggestion, at) => ({ ...suggestion, position: before + at + 1 }))
      .filter(({ answer }) => !known.some((row) => row.answer === answer))
    if (fresh.length === 0) return
    const now = Date.now()
    aside(async () => {
      const written = fresh.map(({ answer, version, position, score, sure }): FateRow => ({
        ticket_id: ticket.id,
        message_id: message.id,
        answer,
        answer_version: version,
        position,
        score,
        is_sure: sure ? 1 : 0,
        fate: 'shown',
        agent_id: agent.id,
        shown_at: now,
        decided_at: null,
      }))
      onFate('shown', await db.write((tx) => insertFates(tx, written)))
    })
  }

  /** An agent put a suggestion into a reply, dismissed it, or took that back. Throws `not-found` for one not shown. */
  async function mark(
    agent: AgentRow,
    ticket: TicketRow,
    answer: string,
    fate: 'inserted' | 'dismissed' | 'shown',
  ): Promise<void> {
    await last
    const row = (await listFates(db.read, ticket.id)).find((one) => one.answer === answer)
    if (!row) throw notFound('suggestion')
    if (row.fate === fate || row.fate === 'sent' || row.fate === 'edited' || row.fate === 'rewritten') return
    const questions = await readQuestions(db.read, ticket, suggest)
    const question = questions.find(({ message }) => message.id === row.message_id)
    const text = question ? await lessons.textOf(db.read, ticket, question) : null
    await db.write(async (tx) => {
      const decidedAt = fate === 'dismissed' ? Date.now() : null
      const isFirst = await updateFate(tx, row, { fate, agent_id: agent.id, decided_at: decidedAt })
      if (!isFirst || text === null) return
      if (fate === 'dismissed') await lessons.teach(tx, text, answer, 'wrong')
      else if (row.fate === 'dismissed') await lessons.takeBack(tx, text, answer)
    })
    if (fate !== 'shown') onFate(fate, 1)
    if (text !== null) onChange()
  }

  async function followReply(message: MessageRow, ticket: TicketRow): Promise<void> {
    const carried = new Set((await listMessageAnswers(db.read, message.id)).map(({ answer }) => answer))
    const rows = await listFates(db.read, ticket.id)
    if (carried.size === 0 && rows.length === 0) return
    const sent = await sentOf(ticket, message, carried)
    const drawn = await drawLessons(deps, { ticket, message, rows, carried, sent })
    const decided = await db.write(async (tx) => {
      const changes = decide(await listFates(tx, ticket.id), carried, sent)
      for (const { row, fate } of changes)
        await updateFate(tx, row, { fate, agent_id: message.author_id ?? 0, decided_at: message.created_at })
      for (const { text, answer, verdict } of drawn) {
        if (verdict === 'not wrong') await lessons.takeBack(tx, text, answer)
        else await lessons.teach(tx, text, answer, verdict)
      }
      return changes
    })
    for (const { fate } of decided) onFate(fate, 1)
    if (drawn.length > 0) onChange()
  }

  /** How the answers that a reply carries are left in it; what was searched for was put in as chat has it. */
  async function sentOf(
    ticket: TicketRow,
    { channel, text }: MessageRow,
    carried: Set<string>,
  ): Promise<Sent> {
    let nearest = 0
    for (const form of new Set([ticket.channel, channel, 'chat'] as const)) {
      const texts = await Promise.all([...carried].map((id) => answers.textFor(db.read, ticket, id, form)))
      nearest = Math.max(nearest, likeness(texts.join('\n'), text))
    }
    return sentAs(nearest)
  }

  return {
    suggestIn,
    mark,
    /** `ticket` as it was before: the reply itself puts it down to a service. */
    followReply: (message: MessageRow, ticket: TicketRow) => aside(() => followReply(message, ticket)),
    /** Resolves when all that was begun is done. */
    settled: () => last,
  }
}

/** What was asked of us is answered before this goes on. */
function whenAnswered(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
