import { nextNumber } from './counters.ts'
import type { Queryable, Tx } from './db.ts'
import type { LessonRow } from './schema/learning.ts'

/** Each change counts on, so that a process sees in one row whether it has to read them again. */
const changes = 'lesson change'

export async function lessonChanges(db: Queryable): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', changes).executeTakeFirst()
  return row?.value ?? 0
}

/** Newest first. */
export function listLessons(
  db: Queryable,
  options: { limit: number; before?: { updatedAt: number; id: number } | undefined },
): Promise<LessonRow[]> {
  const { limit, before } = options
  return db
    .selectFrom('lessons')
    .selectAll()
    .$if(before !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('updated_at', '<', before!.updatedAt),
          eb.and([eb('updated_at', '=', before!.updatedAt), eb('id', '<', before!.id)]),
        ]),
      ),
    )
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countLessons(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('lessons')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export function findLesson(db: Queryable, digest: string): Promise<LessonRow | undefined> {
  return db.selectFrom('lessons').selectAll().where('digest', '=', digest).executeTakeFirst()
}

/** The same again counts once more; the opposite takes its place. Beyond `kept` the oldest go. */
export async function putLesson(
  tx: Tx,
  lesson: Pick<LessonRow, 'digest' | 'text' | 'answer' | 'verdict'>,
  now: number,
  kept: number,
): Promise<void> {
  await nextNumber(tx, changes)
  const before = await findLesson(tx, lesson.digest)
  const times = before?.verdict === lesson.verdict ? before.times + 1 : 1
  await tx
    .insertInto('lessons')
    .values({ ...lesson, times, created_at: now, updated_at: now })
    .onConflict((on) => on.column('digest').doUpdateSet({ verdict: lesson.verdict, times, updated_at: now }))
    .execute()
  const tooMany = await tx
    .selectFrom('lessons')
    .select('id')
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .offset(kept)
    .limit(mostAtOnce)
    .execute()
  for (const { id } of tooMany) await tx.deleteFrom('lessons').where('id', '=', id).execute()
}

/** One comes, one goes; more only where the bound was lowered. */
const mostAtOnce = 100

/** One time less, and none left is none. */
export async function takeBackLesson(tx: Tx, lesson: LessonRow): Promise<void> {
  if (lesson.times <= 1) return void (await deleteLesson(tx, lesson.id))
  await nextNumber(tx, changes)
  await tx
    .updateTable('lessons')
    .set({ times: lesson.times - 1 })
    .where('id', '=', lesson.id)
    .execute()
}

/** False when there was none. */
export async function deleteLesson(tx: Tx, id: number): Promise<boolean> {
  await nextNumber(tx, changes)
  const { numDeletedRows } = await tx.deleteFrom('lessons').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deleteAllLessons(tx: Tx): Promise<number> {
  await nextNumber(tx, changes)
  const { numDeletedRows } = await tx.deleteFrom('lessons').executeTakeFirst()
  return Number(numDeletedRows)
}
