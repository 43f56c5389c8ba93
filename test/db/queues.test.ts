/** What several workers do at once: claim from the outbox, number events, count. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextNumber } from '../../db/counters.ts'
import { insertEvent, listEventsAfter } from '../../db/events.ts'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { claimDue, deleteFromOutbox, deleteUnclaimed, postpone } from '../../db/outbox.ts'
import { deletePutOff, takeDuePutOff } from '../../db/put-off.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { addAnswer, addPutOff, addTicket } from './_filled.ts'

describe.each(databases)('workers at once, on $name', ({ name: dialect, create }) => {
  let database: TestDatabase
  let opened: Db[]
  /** On PostgreSQL each worker has a pool of its own, as a process has; SQLite has one process. */
  const db = (worker: number): Db => {
    const one = opened[worker % opened.length]
    if (!one) throw new Error('no database')
    return one
  }

  beforeEach(async () => {
    database = await create()
    opened = Array.from({ length: dialect === 'postgres' ? 3 : 1 }, () => openDb(database.url))
    await migrateToLatestOrThrow(db(0))
  })
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()))
    await database.drop()
  })

  it('never claim one message twice', async () => {
    const waiting = await db(0).write(async (tx) => {
      const ids: number[] = []
      for (let i = 0; i < 120; i++) ids.push(await addAnswer(tx, await addTicket(tx, `T${i}`, 'x'), 'x', 1))
      return ids
    })
    const claimed: number[] = []
    await Promise.all(
      Array.from({ length: 9 }, async (_, worker) => {
        for (let empty = 0; empty < 3;) {
          const now = Date.now()
          const rows = await db(worker).write((tx) => claimDue(tx, now, now + 60_000, 7))
          if (rows.length === 0) empty++
          claimed.push(...rows.map((row) => row.message_id))
        }
      }),
    )
    expect(claimed.sort((a, b) => a - b)).toEqual(waiting)
  })

  it('take back what nobody has claimed, and nothing else', async () => {
    const waiting = await db(0).write(async (tx) => {
      const ids: number[] = []
      for (let i = 0; i < 60; i++) ids.push(await addAnswer(tx, await addTicket(tx, `T${i}`, 'x'), 'x', 1))
      return ids
    })
    const takenBack: number[] = []
    const claimed: number[] = []
    const takeBack = waiting.map(async (id, i) => {
      if (await db(i).write((tx) => deleteUnclaimed(tx, id))) takenBack.push(id)
    })
    const claim = Array.from({ length: 12 }, async (_, worker) => {
      const rows = await db(worker).write((tx) => claimDue(tx, Date.now(), Date.now() + 60_000, 5))
      claimed.push(...rows.map((row) => row.message_id))
    })
    await Promise.all([...claim, ...takeBack])
    expect([...takenBack, ...claimed].sort((a, b) => a - b)).toEqual(waiting)
  })

  it('let go of an answer when its time comes, or take it back, never both', async () => {
    const waiting = await db(0).write(async (tx) => {
      const ids: number[] = []
      for (let i = 0; i < 60; i++) ids.push(await addPutOff(tx, await addTicket(tx, `T${i}`, 'x'), 1))
      return ids
    })
    const fates = await Promise.all(
      waiting.flatMap((id, i) => [
        db(i).write(async (tx) => ((await takeDuePutOff(tx, id, 2)) ? id : null)),
        db(i + 1).write(async (tx) => ((await deletePutOff(tx, id)) ? id : null)),
      ]),
    )
    expect(fates.filter((id) => id !== null)).toEqual(waiting)
  })

  it('send one ticket’s answers in order, one at a time', async () => {
    const ids = await db(0).write(async (tx) => {
      const ticket = await addTicket(tx, 'T', 'x')
      return [
        await addAnswer(tx, ticket, '1', 1),
        await addAnswer(tx, ticket, '2', 1),
        await addAnswer(tx, ticket, '3', 1),
      ]
    })
    const claim = async () =>
      (await db(1).write((tx) => claimDue(tx, Date.now(), Date.now() + 60_000, 10))).map(
        (row) => row.message_id,
      )
    for (const id of ids) {
      expect(await claim()).toEqual([id])
      expect(await claim()).toEqual([])
      await db(2).write((tx) => deleteFromOutbox(tx, id))
    }
  })

  it('do not let an answer that has to wait hold up the next', async () => {
    const [first = 0, second = 0] = await db(0).write(async (tx) => {
      const ticket = await addTicket(tx, 'T', 'x')
      return [await addAnswer(tx, ticket, '1', 1), await addAnswer(tx, ticket, '2', 1)]
    })
    await db(0).write((tx) => postpone(tx, first, Date.now() + 60_000))
    const rows = await db(1).write((tx) => claimDue(tx, Date.now(), Date.now() + 60_000, 10))
    expect(rows.map((row) => row.message_id)).toEqual([second])
  })

  it('number events without a gap, in the order in which they can be seen', async () => {
    const writers = 6
    const each = 25
    let isOver = false
    const seen: number[] = []
    const reader = (async () => {
      for (;;) {
        const wasOver = isOver
        const rows = await listEventsAfter(db(1).read, seen.at(-1) ?? 0)
        seen.push(...rows.map((row) => row.number))
        if (wasOver) return
        await new Promise((done) => setTimeout(done, 1))
      }
    })()
    await Promise.all(
      Array.from({ length: writers }, async (_, worker) => {
        for (let i = 0; i < each; i++) {
          await db(worker)
            .write(async (tx) => {
              await insertEvent(tx, { type: 'ticket:changed', ticketId: worker + 1, now: i })
              await insertEvent(tx, { type: 'ticket:changed', ticketId: worker + 1, now: i })
              if (i % 5 === 2) throw new Error('changed its mind')
            })
            .catch((error: Error) => expect(error.message).toBe('changed its mind'))
        }
      }),
    )
    isOver = true
    await reader
    expect(seen).toEqual(Array.from({ length: writers * (each - 5) * 2 }, (_, i) => i + 1))
  })

  it('give each number of a series once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => db(i).write((tx) => nextNumber(tx, 'ticket 26'))),
    )
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  })
})
