/** What citizens learn of their own messages: stored, on a screen of the office, looked at. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Marks } from '../../server/wire/chat-socket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office, type Screen } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'

describe.each(databases)('marks of what a citizen wrote, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let desk: Screen
  let chat: Started
  const until = (screen: Screen, deliveredSeq: number, readSeq: number) =>
    screen.until<Marks>('marks', (marks) => marks.deliveredSeq === deliveredSeq && marks.readSeq === readSeq)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    chat = await startChat(office, { text: 'halo' })
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('says that it is there as soon as somebody comes to their desk, and not before', async () => {
    expect(chat.window.heard.some(({ name }) => name === 'marks')).toBe(false)
    desk = await office.desk(sari)
    await desk.until('ready')
    await until(chat.window, 1, 0)
  })

  it('says that it was read once somebody looks at the ticket', async () => {
    await desk.send('view', { ticketId: chat.ticketId })
    await until(chat.window, 1, 1)
    await chat.window.send('message', { clientId: 'b', text: 'satu lagi' })
    // The screen stands there still, but nobody knows yet that its line does.
    await until(chat.window, 2, 1)
    await desk.send('view', { ticketId: chat.ticketId })
    await until(chat.window, 2, 2)
  })

  it('does not call read what stands on a screen that nobody can see', async () => {
    await desk.send('view', { ticketId: chat.ticketId, seen: false })
    await chat.window.send('message', { clientId: 'c', text: 'dan ini' })
    await until(chat.window, 3, 2)
  })

  it('says that it is there when somebody comes back to their desk, also after an answer', async () => {
    expect((await sari.reply(chat.ticketId, 'Baik.')).status).toBe(201)
    desk.socket.disconnect()
    await pause(200)
    await chat.window.send('message', { clientId: 'd', text: 'masih di sana?' })
    // Longer than marks are gathered.
    await pause(500)
    expect(chat.window.heard.filter(({ name }) => name === 'marks').at(-1)?.payload).toMatchObject({
      deliveredSeq: 3,
    })
    desk = await office.desk(sari)
    await until(chat.window, 5, 2)
  })

  it('tells a window that comes back', async () => {
    const back = await office.chat({ token: chat.token, afterSeq: 5 })
    await until(back, 5, 2)
  })
})
