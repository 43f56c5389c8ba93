import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../db/index.ts'
import { prepared } from '../../db/prepared.ts'
import { databases } from '../_databases.ts'
import { openFresh, type FreshDatabase } from './_fresh.ts'

const select = prepared((db, { names, least }: { names: string[]; least: string }) =>
  db
    .selectFrom('settings')
    .select(['name', sql<string>`'who? ''me?'''`.as('a "what?"')])
    .where('name', 'in', names)
    .where('value', '>=', least)
    .orderBy('name'),
)
const change = prepared((db, { name, value }: { name: string; value: string }) =>
  db.updateTable('settings').set({ value }).where('name', '=', name),
)

describe.each(databases)('a prepared query, on $name', ({ create }) => {
  let fresh: FreshDatabase
  let db: Db
  beforeEach(async () => {
    fresh = await openFresh(create)
    db = fresh.db
    await db.write(async (tx) => {
      for (const [name, value] of [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ] as const)
        await tx.insertInto('settings').values({ name, value }).execute()
    })
  })
  afterEach(() => fresh.drop())

  it('binds its values, whatever stands in quotation marks', async () => {
    const given = { names: ['a', 'b', 'c'], least: '2' }
    const words = { 'a "what?"': "who? 'me?'" }
    expect(await select(db.read, given)).toEqual([
      { name: 'b', ...words },
      { name: 'c', ...words },
    ])
  })

  it('changes what it names', async () => {
    await db.write((tx) => change(tx, { name: 'b', value: '9' }))
    expect((await select(db.read, { names: ['a', 'b', 'c'], least: '4' })).map(({ name }) => name)).toEqual([
      'b',
    ])
  })
})
