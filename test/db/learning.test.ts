/** What became of suggestions, and what was learnt, as the tables keep it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Migrator } from 'kysely/migration'
import { countFates, insertFates, listFates, updateFate } from '../../db/fates.ts'
import { openDb, type Db } from '../../db/index.ts'
import {
  countLessons,
  deleteAllLessons,
  deleteLesson,
  findLesson,
  lessonChanges,
  listLessons,
  putLesson,
  takeBackLesson,
} from '../../db/lessons.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { migrationsFor } from '../../db/migrations/index.ts'
import type { FateRow } from '../../db/schema/learning.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { fill } from './_filled.ts'

describe.each(databases)('a filled database that learns, on $name', ({ name: dialect, create }) => {
  let database: TestDatabase
  let db: Db

  beforeEach(async () => {
    database = await create()
    db = openDb(database.url)
    const known = Object.keys(migrationsFor(dialect))
    const provider = { getMigrations: async () => migrationsFor(dialect) }
    await new Migrator({ db: db.migrationTarget, provider }).migrateTo(known[0] ?? '')
    await fill(db)
    await migrateToLatestOrThrow(db)
  })
  afterEach(async () => {
    await db.close()
    await database.drop()
  })

  const put = (text: string, verdict: 'right' | 'wrong', now: number, kept = 100) =>
    db.write((tx) => putLesson(tx, { digest: text, text, answer: 'paspor/biaya', verdict }, now, kept))
  const texts = async () => (await listLessons(db.read, { limit: 100 })).map(({ text }) => text)

  it('keeps one fate a suggestion, and counts them', async () => {
    const { id, ticket_id } = await db.read.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
    const row = (answer: string, position: number): FateRow => ({
      ...{ ticket_id, message_id: id, answer, answer_version: 'v', position, score: 0.123, is_sure: 0 },
      ...{ fate: 'shown', agent_id: 1, shown_at: 1000 + position, decided_at: null },
    })
    expect(await db.write((tx) => insertFates(tx, [row('a/biaya', 1), row('b/biaya', 2)]))).toBe(2)
    expect(await db.write((tx) => insertFates(tx, [row('b/biaya', 1), row('c/biaya', 3)]))).toBe(1)
    const [first] = await listFates(db.read, ticket_id)
    expect(first).toMatchObject({ answer: 'a/biaya', position: 1, fate: 'shown' })
    expect(first?.score).toBeCloseTo(0.123)
    await db.write((tx) => updateFate(tx, first!, { fate: 'dismissed', agent_id: 2, decided_at: 5 }))
    const counts = await countFates(db.read, 1002)
    expect(counts.map(({ answer, count }) => [answer, count]).sort()).toEqual([
      ['b/biaya', 1],
      ['c/biaya', 1],
    ])
    expect(await countFates(db.read, 0)).toContainEqual({ answer: 'a/biaya', fate: 'dismissed', count: 1 })
  })

  it('counts the same lesson again, lets the opposite take its place, and keeps the newest', async () => {
    await put('a', 'wrong', 1)
    await put('a', 'wrong', 2)
    expect(await findLesson(db.read, 'a')).toMatchObject({
      verdict: 'wrong',
      times: 2,
      created_at: 1,
      updated_at: 2,
    })
    await put('a', 'right', 3)
    expect(await findLesson(db.read, 'a')).toMatchObject({ verdict: 'right', times: 1 })
    for (const text of ['b', 'c', 'd']) await put(text, 'right', 4, 3)
    expect(await texts()).toEqual(['d', 'c', 'b'])
    await put('e', 'right', 5, 3)
    expect(await texts()).toEqual(['e', 'd', 'c'])
    const page = await listLessons(db.read, { limit: 1, before: { updatedAt: 5, id: 99 } })
    expect(page.map(({ text }) => text)).toEqual(['e'])
  })

  it('takes back a time, forgets one or all, and every change shows in one number', async () => {
    const seen = new Set([await lessonChanges(db.read)])
    const changes = async (work: () => Promise<unknown>) => {
      await work()
      const number = await lessonChanges(db.read)
      expect(seen).not.toContain(number)
      seen.add(number)
    }
    const takeBack = async () => {
      const lesson = await findLesson(db.read, 'a')
      await db.write((tx) => takeBackLesson(tx, lesson!))
    }
    await changes(() => put('a', 'wrong', 1))
    await changes(() => put('a', 'wrong', 2))
    await changes(takeBack)
    expect(await findLesson(db.read, 'a')).toMatchObject({ times: 1 })
    await changes(takeBack)
    expect(await countLessons(db.read)).toBe(0)
    await changes(() => put('b', 'right', 3))
    const { id } = (await findLesson(db.read, 'b'))!
    await changes(async () => expect(await db.write((tx) => deleteLesson(tx, id))).toBe(true))
    expect(await db.write((tx) => deleteLesson(tx, id))).toBe(false)
    await changes(() => put('c', 'right', 4))
    await changes(async () => expect(await db.write(deleteAllLessons)).toBe(1))
    expect(await texts()).toEqual([])
  })
})
