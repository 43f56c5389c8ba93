/** What the suggester learnt and how its suggestions fared, for people to look at. */
import { countFates } from '../../../db/fates.ts'
import type { Db } from '../../../db/index.ts'
import { countLessons, listLessons } from '../../../db/lessons.ts'
import { type Fate, fates, type LessonRow } from '../../../db/schema/learning.ts'
import type { Library } from '../../../templates/index.ts'
import { TanyaError } from '../../errors.ts'
import type { AnswerFates, FateCounts, Learning, Lesson } from '../../wire/learning.ts'
import { iso } from '../iso.ts'

const countedMs = 90 * 24 * 3600_000
/** More would not be mended this week. */
const mostAnswers = 20

export type LearningView = ReturnType<typeof createLearningView>

export function createLearningView({ db, library }: { db: Db; library: Library }) {
  /** Throws `bad-request` for a cursor that is not ours. */
  return async function view({
    limit,
    cursor,
  }: {
    limit: number
    cursor?: string | undefined
  }): Promise<Learning> {
    const since = Date.now() - countedMs
    const before = cursor === undefined ? undefined : decodeCursor(cursor)
    const [counts, lessonCount, rows] = await Promise.all([
      countFates(db.read, since),
      countLessons(db.read),
      listLessons(db.read, { limit: limit + 1, before }),
    ])
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      since: iso(since),
      fates: sum(counts),
      answers: worst(counts),
      lessonCount,
      lessons: {
        items: items.map(present),
        nextCursor: rows.length > limit && last ? `${last.updated_at}.${last.id}` : null,
      },
    }
  }

  function worst(counts: Count[]): AnswerFates[] {
    return [...Map.groupBy(counts, ({ answer }) => answer)]
      .map(([answer, own]) => ({ answer, title: titleOf(answer) ?? answer, fates: sum(own) }))
      .filter(({ fates: own }) => troubleOf(own) > 0)
      .sort((one, other) => troubleOf(other.fates) - troubleOf(one.fates))
      .slice(0, mostAnswers)
  }

  function present(row: LessonRow): Lesson {
    const { id, text, answer, verdict, times } = row
    const at = { createdAt: iso(row.created_at), updatedAt: iso(row.updated_at) }
    return { id, text, answer, title: titleOf(answer), verdict, times, ...at }
  }

  function titleOf(answer: string): string | null {
    return library.answer(answer, { language: 'id', channel: 'chat' })?.title ?? null
  }
}

interface Count {
  answer: string
  fate: Fate
  count: number
}

function sum(counts: readonly Count[]): FateCounts {
  const none = Object.fromEntries(fates.map((fate) => [fate, 0])) as FateCounts
  for (const { fate, count } of counts) none[fate] += count
  return none
}

function troubleOf({ dismissed, rewritten }: FateCounts): number {
  return dismissed + rewritten
}

function decodeCursor(cursor: string): { updatedAt: number; id: number } {
  const [, updatedAt, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? []
  if (updatedAt === undefined) throw new TanyaError('bad-request', 'cursor is not one of ours.')
  return { updatedAt: Number(updatedAt), id: Number(id) }
}
