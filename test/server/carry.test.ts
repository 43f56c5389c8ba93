/** Answers to somebody who left the chat: by the address they gave, and in the window when they return, each once. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { ask } from './_ask.ts'
import { citizen } from './_telephone.ts'
import { openTexts, type TextOffice } from './_texts.ts'

const awaySeconds = 1

describe.each(databases)('an answer that is not read in the chat, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: 'tanya@dpmptsp.example',
      CHAT_AWAY_MINUTES: String(awaySeconds / 60),
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  /** Asks, and shuts the window. */
  async function askAndLeave(name: string, contact: object) {
    const window = await office.chat()
    const ack = await window.send<{ token: string; message: Message }>('start', {
      clientId: crypto.randomUUID(),
      name,
      text: 'berapa lama krk?',
      ...contact,
    })
    if (!ack.ok) throw new Error(ack.error.message)
    window.socket.disconnect()
    return { token: ack.token, ticketId: ack.message.ticketId, seq: ack.message.seq }
  }
  const copiesIn = async (id: number) =>
    (await sari.messages(id)).filter(({ copyOf }) => copyOf !== undefined)
  const longEnough = () => new Promise((done) => setTimeout(done, awaySeconds * 1000 + 1_500))
  const mails = () =>
    Promise.all(
      readdirSync(join(office.dataDir, 'outgoing'), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => simpleParser(readFileSync(join(office.dataDir, 'outgoing', name)))),
    )

  it('goes by mail once, all of it together, and stands in the window once', async () => {
    const { token, ticketId, seq } = await askAndLeave('Pergi', { email: 'pergi@example.org' })
    await sari.reply(ticketId, 'Tujuh hari kerja.')
    await sari.reply(ticketId, 'Gratis.')
    const [copy] = await waitFor(
      async () => {
        const copies = await copiesIn(ticketId)
        return copies[0]?.delivery?.state === 'sent' && copies
      },
      'the copy on its way',
      15_000,
    )
    expect(copy).toMatchObject({
      channel: 'email',
      author: { name: (await sari.messages(ticketId))[1]?.author.name },
    })
    expect(copy?.text).toContain('[tautan pribadi]')
    await longEnough()
    expect(await copiesIn(ticketId)).toHaveLength(1)
    const [mail, ...others] = (await mails()).filter(({ to }) =>
      [to].flat().some((one) => one?.text.includes('pergi@example.org')),
    )
    expect(others).toEqual([])
    expect(mail?.text).toMatch(/Tujuh hari kerja\.\s+Gratis\./)
    const path = /\/tanya\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
    const { body } = await ask<string>('GET', office.url + path, { headers: { accept: 'text/html' } })
    expect(body.split('Tujuh hari kerja.')).toHaveLength(2)

    const back = await office.chat({ token, afterSeq: seq })
    const { messages } = await back.until<{ messages: Message[] }>('sync')
    expect(messages.map(({ text }) => text)).toEqual(['Tujuh hari kerja.', 'Gratis.'])

    const postman = createTransport({ host: '127.0.0.1', port: office.smtpPort, secure: false })
    await postman.sendMail({
      from: 'pergi@example.org',
      to: 'tanya@dpmptsp.example',
      subject: `Re: ${mail?.subject}`,
      inReplyTo: mail?.messageId ?? '',
      text: 'Terima kasih.',
    })
    expect((await back.until<Message>('message', ({ channel }) => channel === 'email', 15_000)).text).toBe(
      'Terima kasih.',
    )
  })

  it('goes nowhere when it was read in time, or no address was given', async () => {
    const reader = await askAndLeave('Baca', { email: 'baca@example.org' })
    const window = await office.chat({ token: reader.token, afterSeq: reader.seq })
    window.socket.on('message', ({ seq }: Message) => window.socket.emit('read', { seq }))
    const silent = await askAndLeave('Diam', {})
    await sari.reply(reader.ticketId, 'Dibaca.')
    await sari.reply(silent.ticketId, 'Menunggu di chat.')
    await longEnough()
    expect([...(await copiesIn(reader.ticketId)), ...(await copiesIn(silent.ticketId))]).toEqual([])
  })

  it('goes by SMS to a telephone; a long one is announced with a link to the private page', async () => {
    const { ticketId } = await askAndLeave('Telepon', { phone: '081234567890' })
    await sari.reply(ticketId, 'Pendek saja.')
    const copies = (count: number) =>
      waitFor(
        async () => {
          const all = await copiesIn(ticketId)
          return all.length === count && all
        },
        `${count} copies`,
        15_000,
      )
    expect((await copies(1))[0]).toMatchObject({ channel: 'sms', text: 'Pendek saja.' })
    await sari.reply(ticketId, 'Panjang sekali. '.repeat(60))
    const [, long] = await copies(2)
    expect(long?.text).toMatch(/nomor \d\d-\d{5} sudah ada.*\[tautan pribadi\]/)
  })
})

describe('a number that a citizen leaves in the chat', () => {
  let house: TextOffice
  beforeAll(async () => {
    house = await openTexts({ CHAT_AWAY_MINUTES: String(awaySeconds / 60) })
  })
  afterAll(() => house.stop())

  async function leave(number: string): Promise<number> {
    const window = await house.office.chat()
    const ack = await window.send<{ message: Message }>('start', {
      ...{ clientId: crypto.randomUUID(), name: 'Budi', text: 'berapa lama krk?', phone: number },
    })
    window.socket.disconnect()
    return ack.ok ? ack.message.ticketId : Promise.reject(new Error(ack.error.message))
  }

  it('gets the answer by WhatsApp where it takes no more SMS, and that is open to us', async () => {
    await house.writes('sms', citizen, 'BERHENTI')
    await house.writes('whatsapp', citizen, 'Halo')
    const id = await leave(citizen)
    await house.sari.reply(id, 'Tujuh hari kerja.')
    const copy = await house.message(id, (one) => one.copyOf !== undefined)
    expect(copy).toMatchObject({ channel: 'whatsapp', text: 'Tujuh hari kerja.' })
    await house.message(id, (one) => one.id === copy.id && one.delivery?.state === 'delivered')
  })

  it('may answer to that, which an officer then joins to the chat', async () => {
    const number = '+628120000088'
    const id = await leave(number)
    await house.sari.reply(id, 'Empat belas hari kerja.')
    await house.message(id, (one) => one.copyOf !== undefined && one.delivery?.state !== 'queued')
    await house.writes('sms', number, 'Oke, kalau biayanya berapa?')
    const back = await house.newest('sms')
    expect(back).toMatchObject({ possibleFollowUpOf: id })
    expect(back.id).not.toBe(id)
    const joined = await house.sari.request<Ticket>('POST', `/tickets/${back.id}/follow-up`, {
      confirmed: true,
    })
    expect(joined).toMatchObject({ status: 200, body: { id } })
    expect((await house.sari.messages(id)).at(-1)).toMatchObject({
      channel: 'sms',
      text: 'Oke, kalau biayanya berapa?',
    })
  })

  it('is nobody’s follow-up when nothing was carried to it', async () => {
    const number = '+628120000099'
    await leave(number)
    await house.writes('sms', number, 'Halo, saya yang tadi')
    expect((await house.newest('sms')).possibleFollowUpOf).toBeNull()
  })

  it('gets none where neither is open, and the officer reads why', async () => {
    const number = '+628120000077'
    await house.writes('sms', number, 'BERHENTI')
    const id = await leave(number)
    await house.sari.reply(id, 'Gratis.')
    const copy = await house.message(id, (one) => one.delivery?.state === 'failed')
    expect(copy).toMatchObject({
      channel: 'sms',
      delivery: { error: expect.stringContaining('berhenti') as string },
    })
  })
})
