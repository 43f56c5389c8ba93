/** A chat that is over: for how long it can be taken up again, and what its windows hear of that. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'

const hourMs = 3600_000

describe.each(databases)('a chat that is over, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, CHAT_RETURN_HOURS: '2' })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  const say = (chat: Started, text: string) =>
    chat.window.send('message', { clientId: crypto.randomUUID(), text })
  async function endLongAgo({ ticketId }: Started): Promise<void> {
    const db = openDb(database.url)
    await db.write((tx) =>
      tx
        .updateTable('chats')
        .set({ ended_at: Date.now() - 3 * hourMs })
        .where('ticket_id', '=', ticketId)
        .execute(),
    )
    await db.close()
  }

  it('says until when it can be taken up again, and is taken up by writing', async () => {
    const chat = await startChat(office, { text: 'halo' })
    await chat.window.send('end', {})
    const { until } = await chat.window.until<{ until: string }>('ended')
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(1.9 * hourMs)
    expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(2 * hourMs)
    expect(await say(chat, 'masih ada satu lagi')).toMatchObject({ ok: true })
    const back = await office.chat({ token: chat.token, afterSeq: 0 })
    await back.until('sync')
    expect(back.heard.some(({ name }) => name === 'ended')).toBe(false)
  })

  it('takes nothing more after that time, and can still be read', async () => {
    const chat = await startChat(office, { text: 'dulu' })
    await chat.window.send('end', {})
    await endLongAgo(chat)
    expect(await say(chat, 'terlambat')).toMatchObject({ ok: false, error: { code: 'over' } })
    const back = await office.chat({ token: chat.token, afterSeq: 0 })
    expect(await back.until('sync')).toMatchObject({ messages: [{ text: 'dulu' }] })
    const { until } = await back.until<{ until: string }>('ended')
    expect(Date.parse(until)).toBeLessThan(Date.now())
  })

  it('is over, too, when the office closes the matter, also for a window that comes back later', async () => {
    const chat = await startChat(office, { text: 'selesai?' })
    await sari.request('PATCH', `/tickets/${chat.ticketId}`, { status: 'closed' })
    await chat.window.until('ended')
    const back = await office.chat({ token: chat.token, afterSeq: 0 })
    const { until } = await back.until<{ until: string }>('ended')
    expect(Date.parse(until)).toBeGreaterThan(Date.now())
    expect(await say(chat, 'belum')).toMatchObject({ ok: true })
    expect((await sari.request<{ status: string }>('GET', `/tickets/${chat.ticketId}`)).body.status).toBe(
      'open',
    )
  })
})
