/** What the suggester learns from. */
import type { Generated, Selectable } from 'kysely'
import type { Bit, Millis } from './values.ts'

export interface LearningTables {
  /** What became of each answer that was suggested for a citizen's message. */
  suggestion_fates: {
    ticket_id: number
    /** The inbound message that asked. */
    message_id: number
    answer: string
    answer_version: string
    /** From 1, as shown. */
    position: number
    score: number
    is_sure: Bit
    fate: Fate
    /** Who saw it first, then who decided. */
    agent_id: number
    shown_at: Millis
    decided_at: Millis | null
  }
  /** What agents taught the suggester; of a question only what names nobody. */
  lessons: {
    id: Generated<number>
    /** Of question and answer: the same again is counted, not repeated. */
    digest: string
    text: string
    answer: string
    verdict: 'right' | 'wrong'
    times: number
    created_at: Millis
    updated_at: Millis
  }
}

/** `shown` and `inserted` wait for a reply; the others are what an agent decided. */
export const fates = ['shown', 'inserted', 'sent', 'edited', 'rewritten', 'dismissed', 'passed-over'] as const
export type Fate = (typeof fates)[number]

export type FateRow = Selectable<LearningTables['suggestion_fates']>
export type LessonRow = Selectable<LearningTables['lessons']>
