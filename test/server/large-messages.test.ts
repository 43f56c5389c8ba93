/** A message of megabytes: told short, kept whole. */
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { insertEvent } from '../../db/events.ts'
import type { Message } from '../../server/wire/message.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { mailbox, ticketAbout } from './_cast.ts'

describe.each(databases)('a message of megabytes, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('is told to screens in short, and is whole where it is asked for', async () => {
    const screen = await office.desk(sari)
    const text = 'Mohon info izin 🙏. '.repeat(60_000).trim()
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: office.smtpPort,
      ignoreTLS: true,
    })
    const html = `<p>${text.replaceAll('. ', '.</p><p>').slice(0, 300_000)}</p>`
    await transport.sendMail({ from: 'budi@example.org', to: mailbox, subject: 'Panjang', text, html })
    transport.close()
    const { id } = await ticketAbout(sari, 'Panjang')
    const told = await screen.until<{ message: Message }>(
      'message:created',
      ({ message }) => message.ticketId === id,
      20_000,
    )
    const { message } = told
    expect(message.truncated).toBe(true)
    for (const part of [message.text, message.html ?? '']) {
      expect(part.length).toBeGreaterThan(190_000)
      expect(part.length).toBeLessThanOrEqual(200_000)
      expect(part.isWellFormed()).toBe(true)
    }
    expect(message.html).toMatch(/>$/)
    const whole = await sari.request<Message>('GET', `/messages/${message.id}`)
    expect(whole.status).toBe(200)
    expect(whole.body.text).toBe(text)
    expect(whole.body.truncated).toBeUndefined()
    expect((await sari.messages(id))[0]?.text).toBe(text)
    expect((await sari.request('GET', '/messages/999999')).status).toBe(404)
  })

  it('is not gathered a thousand times for a screen that was away', async () => {
    const { event } = await (await office.desk(sari)).until<{ event: number }>('ready')
    const { id } = await ticketAbout(sari, 'Panjang')
    const [message] = await sari.messages(id)
    const db = openDb(database.url)
    await db.write(async (tx) => {
      for (let i = 0; i < 1001; i++) {
        await insertEvent(tx, {
          type: 'ticket:changed',
          ticketId: id,
          messageId: message?.id ?? 0,
          now: Date.now(),
        })
      }
    })
    await db.close()
    await waitFor(async () => {
      const ready = await (await office.desk(sari)).until<{ event: number }>('ready')
      return ready.event === event + 1001
    }, 'the events to be told')
    const back = await office.desk(sari, { afterEvent: event })
    await back.until('ready')
    expect(back.heard.map(({ name }) => name).filter((name) => name !== 'presence')).toEqual([
      'resync',
      'ready',
    ])
    const near = await office.desk(sari, { afterEvent: event + 1 })
    await near.until('ready')
    expect(near.heard.filter(({ name }) => name === 'ticket:changed')).toHaveLength(1000)
  })
})
