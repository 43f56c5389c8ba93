import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Message } from '../../server/wire/message.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office, type Screen } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'

interface Place {
  position: number
  waitSeconds: number
}

describe.each(databases)('the queue of chats nobody has answered, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let first: Started
  let second: Started
  let third: Started
  const at = (window: Screen, position: number) =>
    window.until<Place>('queue', (place) => place.position === position)
  const placesOf = (window: Screen) =>
    window.heard.filter((one) => one.name === 'queue').map((one) => (one.payload as Place).position)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    first = await startChat(office, { name: 'Rina', text: 'satu' })
    second = await startChat(office, { name: 'Joko', text: 'dua' })
    third = await startChat(office, { name: 'Wati', text: 'tiga' })
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('tells each who starts where they stand, with a wait that grows by the place', async () => {
    const [one, , three] = [
      await at(first.window, 1),
      await at(second.window, 2),
      await at(third.window, 3),
    ] as const
    expect(one.waitSeconds).toBeGreaterThan(0)
    expect(three.waitSeconds).toBe(3 * one.waitSeconds)
  })

  it('moves up when one before is answered, who hears no more of it', async () => {
    await sari.reply(first.ticketId, 'Baik, Bu.')
    await first.window.until<Message>('message')
    await at(second.window, 1)
    await at(third.window, 2)
    expect(placesOf(first.window).filter((position) => position !== 1)).toEqual([])
  })

  it('tells a window that comes back, after what it missed', async () => {
    third.window.socket.disconnect()
    const back = await office.chat({ token: third.token, afterSeq: 1 })
    await at(back, 2)
    expect(back.heard.map((one) => one.name).slice(0, 2)).toEqual(['sync', 'queue'])
    third = { ...third, window: back }
  })

  it('moves up when one before says goodbye, or an agent solves the matter', async () => {
    await second.window.send('end', {})
    await at(third.window, 1)
    const fourth = await startChat(office, { name: 'Dewi', text: 'empat' })
    await at(fourth.window, 2)
    await sari.request('PATCH', `/tickets/${third.ticketId}`, { status: 'solved' })
    await at(fourth.window, 1)
    expect(placesOf(second.window).at(-1)).toBe(1)
  })

  it('gives the median of the latest first answers for one place', async () => {
    const chats = await Promise.all([5, 5, 5].map(() => startChat(office, { text: 'lama' })))
    for (const chat of chats) await sari.reply(chat.ticketId, 'Sudah.')
    const db = openDb(database.url)
    await db.write(async (tx) => {
      for (const [index, minutes] of [4, 7, 60].entries()) {
        const id = chats[index]?.ticketId ?? 0
        const now = Date.now()
        await tx
          .updateTable('tickets')
          .set({ created_at: now - 60_000, first_replied_at: now - 60_000 + minutes * 60_000 })
          .where('id', '=', id)
          .execute()
      }
      await tx.updateTable('tickets').set({ created_at: 0 }).where('id', '=', first.ticketId).execute()
    })
    await db.close()
    const next = await startChat(office, { text: 'berapa lama lagi?' })
    const { position, waitSeconds } = await next.window.until<Place>('queue')
    expect(waitSeconds).toBe(position * 7 * 60)
  })
})
