/** An office that outgrew one process: two on one PostgreSQL and one Redis, and nobody notices which one they are at. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Revision } from '../../server/wire/revision.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startRedis } from '../_redis.ts'
import { startChat } from '../server/_cast.ts'
import { addColleague } from '../server/_staff.ts'

describe('two processes on one database', () => {
  let redis: { url: string; stop(): Promise<void> }
  let database: TestDatabase
  let first: Office
  let second: Office
  let sari: Client
  let deskAtSecond: Screen

  beforeAll(async () => {
    expect(inject('postgresUrl')).toMatch(/^postgres:/)
    redis = await startRedis()
    database = await (databases.find((one) => one.name === 'postgres') ?? databases[0]!).create()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url }
    first = await openOffice(env)
    second = await openOffice(env)
    sari = await second.signIn()
    deskAtSecond = await second.desk(sari)
  })
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop()])
    await database.drop()
    await redis.stop()
  })

  it('carry a chat at the one to a desk at the other, and the answer back', async () => {
    const window = await first.chat()
    const started = await window.send<{ token: string }>('start', {
      clientId: 'a',
      name: 'Rina',
      text: 'berapa lama krk?',
    })
    expect(started.ok).toBe(true)
    const { ticket } = await deskAtSecond.until<{ ticket: Ticket }>('ticket:created')
    await sari.reply(ticket.id, 'Sebentar ya, Bu.')
    const message = await window.until<Message>('message')
    expect(message.text).toBe('Sebentar ya, Bu.')
    await window.send('read', { seq: message.seq })
    await deskAtSecond.until<{ message: Message }>(
      'message:changed',
      (one) => one.message.delivery?.state === 'read',
    )
  })

  it('show typing across', async () => {
    const window = await first.chat()
    await window.send('start', { clientId: 'b', name: 'Joko', text: 'halo' })
    const { ticket } = await deskAtSecond.until<{ ticket: Ticket }>(
      'ticket:created',
      (one) => one.ticket.subject === 'halo',
    )
    await window.send('typing', { on: true })
    await deskAtSecond.until('typing', (one: { ticketId: number }) => one.ticketId === ticket.id)
    await deskAtSecond.send('typing', { ticketId: ticket.id, on: true })
    await window.until('typing', (one: { on: boolean }) => one.on)
  })

  it('have one queue', async () => {
    const start = (clientId: string) => ({ clientId, name: 'Wati', text: 'antre' })
    const place = (window: Screen) => window.until<{ position: number }>('queue')
    const before = await first.chat()
    const ack = await before.send<{ message: Message }>('start', start('q1'))
    if (!ack.ok) throw new Error(ack.error.message)
    const { position } = await place(before)
    const after = await second.chat()
    await after.send('start', start('q2'))
    expect((await place(after)).position).toBe(position + 1)
    await sari.reply(ack.message.ticketId, 'Baik.')
    await after.until<{ position: number }>('queue', (one) => one.position === position)
  })

  it('give each chat to one agent, nobody more than the limit, wherever the two are', async () => {
    const budi = await addColleague(second, 'Wulan')
    const deskAtFirst = await first.desk(budi)
    // What stands there from before would keep them busy.
    for (const { id } of await sari.tickets('limit=100'))
      await sari.request('PATCH', `/tickets/${id}`, { status: 'solved' })
    await sari.request('PATCH', '/routing', { mode: 'turns', chatLimit: 3, answerSeconds: 600 })
    const started = await Promise.all(
      Array.from({ length: 8 }, (_, n) => startChat(n % 2 ? first : second, { text: `giliran ${n}` })),
    )
    const ids = new Set(started.map((chat) => chat.ticketId))
    const offers = async () =>
      (await sari.tickets('limit=100')).filter((one) => ids.has(one.id)).map((one) => one.offer?.agentId ?? 0)
    await waitFor(async () => (await offers()).filter(Boolean).length === 6, 'six offers', 15_000)
    await new Promise((done) => setTimeout(done, 1500)) // a round of each process
    const counts = Object.values(Object.groupBy(await offers(), String)).map((list) => list?.length)
    expect(counts.sort()).toEqual([2, 3, 3])
    const mine = await budi.request<{ items: Ticket[] }>('GET', '/offers')
    const both = await Promise.all([
      budi.request('POST', `/tickets/${mine.body.items[0]?.id}/accept`),
      sari.request('POST', `/tickets/${mine.body.items[0]?.id}/accept`),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 409])
    await sari.request('PATCH', '/routing', { mode: 'everyone' })
    deskAtFirst.socket.disconnect()
  })

  it('tell a citizen at the one what was published at the other', async () => {
    const budi = await addColleague(first, 'Budi')
    const path = 'catalogue/paspor.yaml'
    const file = await sari.request<{ text: string }>('GET', `/library/file?path=${path}`)
    const text = file.body.text.replace('5 atau 10 tahun', '6 tahun')
    const { body } = await budi.request<Revision>('POST', '/revisions', { path, text })
    await budi.request('POST', `/revisions/${body.id}/propose`, { digest: body.digest })
    await sari.request('POST', `/revisions/${body.id}/publish`, { digest: body.digest })
    const page = async () => (await fetch(`${first.url}/layanan/paspor`)).text()
    await waitFor(async () => (await page()).includes('6 tahun'), 'the new page at the other process', 15_000)
  })

  it('send each answer once, whoever takes it from the outbox', async () => {
    const window = await first.chat()
    await window.send('start', { clientId: 'c', name: 'Wati', text: 'tes' })
    const { ticket } = await deskAtSecond.until<{ ticket: Ticket }>(
      'ticket:created',
      (one) => one.ticket.subject === 'tes',
    )
    for (let n = 1; n <= 20; n++) await sari.reply(ticket.id, `jawaban ${n}`)
    await window.until<Message>('message', (one) => one.text === 'jawaban 20')
    const heard = window.heard
      .filter((one) => one.name === 'message')
      .map((one) => (one.payload as Message).text)
    expect(heard).toEqual(Array.from({ length: 20 }, (_, index) => `jawaban ${index + 1}`))
  })
})
