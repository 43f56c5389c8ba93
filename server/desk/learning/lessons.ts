/** What agents taught: writing it down without who asked, showing it, forgetting it. */
import { createHash } from 'node:crypto'
import { findContacts } from '../../../db/contacts.ts'
import type { Db, Queryable, Tx } from '../../../db/index.ts'
import { deleteAllLessons, deleteLesson, findLesson, putLesson, takeBackLesson } from '../../../db/lessons.ts'
import type { LessonRow } from '../../../db/schema/learning.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import {
  anonymise,
  leastWordsToLift,
  ownWords,
  tellingWords,
  type Suggest,
} from '../../../templates/index.ts'
import { notFound } from '../../errors.ts'
import { lessonsKept } from './live-memory.ts'
import { briefly, type Question } from '../question.ts'

/** Enough of a question to know it again. */
const mostText = 1_500

export type Lessons = ReturnType<typeof createLessons>

export function createLessons({ db, suggest, onChange }: { db: Db; suggest: Suggest; onChange: () => void }) {
  const changed = <T>(result: T): T => {
    onChange()
    return result
  }

  return {
    /**
     * What a question may be remembered by. Null when it teaches nothing: "kalau untuk gigi?" leans on its thread, and
     * would mislead in another.
     */
    async textOf(read: Queryable, ticket: TicketRow, { text, message }: Question): Promise<string | null> {
      const [contact] = await findContacts(read, [ticket.contact_id])
      const names = [contact?.name, message.author_name].filter((name) => typeof name === 'string')
      const bare = shorten(anonymise(ownWords(text), names).trim())
      const standsAlone = suggest(text, { ...briefly, language: ticket.language }).suggestions.length > 0
      return tellingWords(bare) >= (standsAlone ? 1 : leastWordsToLift) ? bare : null
    },
    async teach(tx: Tx, text: string, answer: string, verdict: LessonRow['verdict']): Promise<void> {
      await putLesson(tx, { digest: digestOf(text, answer), text, answer, verdict }, Date.now(), lessonsKept)
    },
    /** It was not that wrong after all. */
    async takeBack(tx: Tx, text: string, answer: string): Promise<void> {
      const lesson = await findLesson(tx, digestOf(text, answer))
      if (lesson?.verdict === 'wrong') await takeBackLesson(tx, lesson)
    },
    /** Throws `not-found`. */
    async forget(id: number): Promise<void> {
      if (!(await db.write((tx) => deleteLesson(tx, id)))) throw notFound('lesson')
      onChange()
    },
    /** The suggester is as it was trained. Returns how many lessons there were. */
    forgetAll: async (): Promise<number> => changed(await db.write(deleteAllLessons)),
  }
}

function digestOf(text: string, answer: string): string {
  const same = text.toLowerCase().split(/\s+/).join(' ')
  return createHash('sha256').update(`${answer}\n${same}`).digest('hex')
}

function shorten(text: string): string {
  return text.length <= mostText ? text : text.slice(0, mostText).replace(/\S*$/, '').trimEnd()
}
