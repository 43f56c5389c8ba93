/** What comes a second time is known; what only looks like it is not swallowed. */
import nodemailer from 'nodemailer'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Message } from '../../server/wire/message.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { mailbox } from './_cast.ts'

interface StartAck {
  token: string
  ticket: { number: string }
  message: Message
}

describe.each(databases)('something that comes again, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  async function deliver(...lines: string[]): Promise<void> {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: office.smtpPort,
      ignoreTLS: true,
    })
    await transport.sendMail({
      envelope: { from: 'a@b.example', to: mailbox },
      raw: lines.join('\r\n'),
    })
    transport.close()
  }

  const ledger = async () => (await sari.request<Record<string, number>>('GET', '/mails/ledger')).body
  /** What each bucket gained by this. */
  async function gained(work: () => Promise<void>): Promise<Record<string, number>> {
    const before = await ledger()
    await work()
    const gains = Object.entries(await ledger()).map(([name, n]) => [name, n - (before[name] ?? 0)] as const)
    return Object.fromEntries(gains.filter(([, n]) => n > 0))
  }

  it('is known by its words when it was taken in before contents were kept', async () => {
    const mail = (from: string, text: string) =>
      deliver(`From: ${from}`, 'Subject: Lama', 'Message-ID: <lama@x.example>', '', text)
    await mail('budi@example.org', 'isi lama')
    const db = openDb(database.url)
    await db.write((tx) =>
      tx.updateTable('messages').set({ content_digest: null }).where('text', '=', 'isi lama').execute(),
    )
    await db.close()
    expect(await gained(() => mail('budi@example.org', 'isi lama'))).toEqual({ duplicate: 1 })
    expect(await gained(() => mail('siti@example.org', 'isi lain'))).toEqual({ ticket: 1 })
  })

  it('is another mail when only its Message-ID is the same', async () => {
    const mail = (from: string, subject: string, text: string) =>
      deliver(`From: ${from}`, `Subject: ${subject}`, 'Message-ID: <sama@x.example>', '', text)
    const each = async () => {
      await mail('budi@example.org', 'Satu', 'isi')
      await mail('siti@example.org', 'Satu', 'isi')
      await mail('budi@example.org', 'Satu', 'isi yang lain')
      await mail('budi@example.org', 'Dua', 'isi')
    }
    expect(await gained(each)).toEqual({ ticket: 4 })
    expect(await gained(each)).toEqual({ duplicate: 4 })
  })

  it('is the same mail when it came by another way', async () => {
    const by = (way: string, from: string) => () =>
      deliver(
        `Received: from ${way} by kantor.example; Tue, 1 Sep 2026 10:00:0${way.length} +0700`,
        `From: ${from}`,
        'Message-ID: <dua-jalan@x.example>',
        'Subject: Syarat',
        '',
        'Selamat pagi',
      )
    expect(await gained(by('a', 'Budi <Budi@example.org>'))).toEqual({ ticket: 1 })
    expect(await gained(by('bb', '"Budi" <budi@example.org>'))).toEqual({ duplicate: 1 })
  })

  it('cannot be kept out by a Message-ID that is the hash of another', async () => {
    const raw = ['From: budi@example.org', 'Subject: Tanpa nomor', '', 'isi', ''].join('\r\n')
    const asKept = `Return-Path: <a@b.example>\r\n${raw}`
    const hash = createHash('sha256').update(asKept).digest('hex')
    expect(
      await gained(() =>
        deliver('From: jahat@example.org', `Message-ID: <sha256:${hash}>`, 'Subject: Palsu', '', 'isi'),
      ),
    ).toEqual({ ticket: 1 })
    expect(await gained(() => deliver(...raw.split('\r\n')))).toEqual({ ticket: 1 })
  })

  it('is taken in although its ids and addresses are longer than any index', async () => {
    // Random, since what repeats itself is compressed before it is measured.
    const long = (length: number) =>
      Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join('')
    const id = long(5000)
    const lines = [
      `From: ${long(3000)}@${long(3000)}.example`,
      `Reply-To: ${long(4000)}@x.example`,
      `To: ${long(4000)}@x.example`,
      `Subject: ${long(3000)}`,
      `Message-ID: <${id}@x.example>`,
      `In-Reply-To: ${long(5000)}@x.example`,
      `References: ${long(5000)}@x.example <${long(5000)}@x.example>`,
      '',
      'panjang',
    ]
    expect(await gained(() => deliver(...lines))).toEqual({ ticket: 1 })
    expect(await gained(() => deliver(...lines))).toEqual({ duplicate: 1 })
  })

  async function start(clientId: string, text = 'Halo'): Promise<StartAck & { window: Screen }> {
    const window = await office.chat()
    const ack = await window.send<StartAck>('start', { clientId, name: 'Budi', text })
    if (!ack.ok) throw new Error(ack.error.message)
    return { ...ack, window }
  }

  it.each(['1', crypto.randomUUID()])('is one conversation when a window begins twice as %s', async (id) => {
    const first = await start(id)
    const again = await start(id)
    expect(again.token).toBe(first.token)
    expect(again.message.id).toBe(first.message.id)
  })

  it('is another visitor’s conversation once more was said, or ten minutes later', async () => {
    const first = await start('2')
    await first.window.send('message', { clientId: '3', text: 'Rahasia saya' })
    const stranger = await start('2')
    expect(stranger.token).not.toBe(first.token)
    expect(stranger.message.ticketId).not.toBe(first.message.ticketId)
    // The stranger too may lose an acknowledgement.
    expect((await start('2')).token).toBe(stranger.token)

    const db = openDb(database.url)
    await db.write((tx) =>
      tx
        .updateTable('messages')
        .set({ created_at: Date.now() - 11 * 60_000 })
        .where('id', '=', stranger.message.id)
        .execute(),
    )
    await db.close()
    expect((await start('2')).token).not.toBe(stranger.token)
  })

  it('is told apart by who chose the clientId: the citizen or the agent', async () => {
    const { window, message } = await start('4')
    const { ticketId } = message
    const replied = await sari.reply(ticketId, 'Selamat pagi', { clientId: '5' })
    expect(replied).toMatchObject({ status: 201, body: { clientId: '5' } })
    expect(await window.until<Message>('message', ({ text }) => text === 'Selamat pagi')).toMatchObject({
      clientId: null,
      delivery: { error: null, note: null },
    })
    const said = await window.send<{ message: Message }>('message', { clientId: '5', text: 'Terima kasih' })
    expect(said).toMatchObject({ ok: true, message: { text: 'Terima kasih', clientId: '5' } })
    expect(await sari.reply(ticketId, 'Sama-sama', { clientId: '4' })).toMatchObject({ status: 201 })
    expect(await sari.reply(ticketId, 'lagi', { clientId: '4' })).toMatchObject({
      status: 200,
      body: { text: 'Sama-sama' },
    })
    expect(await window.send('message', { clientId: '4', text: 'yang pertama' })).toMatchObject({
      ok: true,
      message: { id: message.id },
    })
    await waitFor(async () => (await sari.messages(ticketId)).length === 4, 'four messages')
  })

  it('tells a citizen nothing of why sending failed', async () => {
    const { token, message, window } = await start('6')
    window.socket.disconnect()
    const { body } = await sari.reply(message.ticketId, 'Selamat pagi', { clientId: '7' })
    const state = async () => (await sari.messages(message.ticketId)).at(-1)?.delivery?.state
    await waitFor(async () => (await state()) === 'sent', 'the reply to be sent')
    const db = openDb(database.url)
    await db.write((tx) =>
      tx
        .updateTable('messages')
        .set({ delivery_state: 'failed', delivery_error: 'smtp.internal refused', delivery_note: '/srv/out' })
        .where('id', '=', body.id)
        .execute(),
    )
    await db.close()
    const back = await office.chat({ token, afterSeq: 1 })
    const { messages } = await back.until<{ messages: Message[] }>('sync')
    expect(messages[0]?.delivery).toEqual({ state: 'failed', error: null, note: null })
  })
})
