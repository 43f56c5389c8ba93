import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { writeSetting } from '../../db/settings.ts'
import { databases, type TestDatabase } from '../_databases.ts'

describe.each(databases)('a write, on $name', ({ name: dialect, create }) => {
  let database: TestDatabase
  let db: Db

  beforeEach(async () => {
    database = await create()
    db = openDb(database.url)
    await migrateToLatestOrThrow(db)
  })
  afterEach(async () => {
    await db.close()
    await database.drop()
  })

  const names = async () =>
    (await db.read.selectFrom('settings').select('name').execute()).map((row) => row.name).sort()

  it('that fails harms none of those beside it, and leaves nothing', async () => {
    const jobs = Array.from({ length: 100 }, (_, i) =>
      db.write(async (tx) => {
        await writeSetting(tx, `row ${i}`, 'x')
        if (i % 7 === 3) throw new Error(`job ${i} failed`)
        if (i % 7 === 5)
          await tx
            .insertInto('settings')
            .values({ name: `row ${i}`, value: 'twice' })
            .execute()
        return i
      }),
    )
    const results = await Promise.allSettled(jobs)
    const isGood = (i: number) => i % 7 !== 3 && i % 7 !== 5
    expect(results.map((one) => one.status === 'fulfilled')).toEqual(jobs.map((_, i) => isGood(i)))
    expect(results[3]).toMatchObject({ reason: { message: 'job 3 failed' } })
    expect(await names()).toEqual(
      jobs
        .map((_, i) => i)
        .filter(isGood)
        .map((i) => `row ${i}`)
        .sort(),
    )
  })

  it('is seen by whoever looks after it', async () => {
    for (let i = 0; i < 50; i++) {
      await db.write((tx) => writeSetting(tx, `row ${i}`, 'x'))
      expect(await names()).toHaveLength(i + 1)
    }
  })

  it('asked for as the last one ends is not forgotten', async () => {
    // Each continuation runs a different number of microtasks after the commit before it.
    for (let microtasks = 0; microtasks < 40; microtasks++) {
      await db.write((tx) => writeSetting(tx, 'before', 'x'))
      for (let i = 0; i < microtasks; i++) await Promise.resolve()
      await db.write((tx) => writeSetting(tx, `row ${microtasks}`, 'x'))
    }
    expect(await names()).toHaveLength(41)
  })

  it('is finished before closing', async () => {
    const last = Array.from({ length: 20 }, (_, i) => db.write((tx) => writeSetting(tx, `last ${i}`, 'x')))
    if (dialect === 'postgres') await Promise.all(last)
    await db.close()
    await Promise.all(last)
    db = openDb(database.url)
    expect(await names()).toHaveLength(20)
  })

  it('that was acknowledged survives kill -9', async () => {
    for (let run = 0; run < 3; run++) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, '_writer.ts'), database.url, `${run}`],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
      await once(child.stdout, 'data')
      await new Promise((done) => setTimeout(done, 50 + Math.random() * 300))
      child.kill('SIGKILL')
      await once(child, 'close')
      const acknowledged = out.split('\n').slice(0, -1)
      expect(acknowledged.length).toBeGreaterThan(0)
      expect(await names()).toEqual(expect.arrayContaining(acknowledged))
    }
  })
})
