/** The story the product exists for: a mail, a chat and an SMS become tickets, and each is answered by its channel. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverEnv } from '../../bin/server-process.mjs'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'

const root = join(import.meta.dirname, '..', '..')
const mailbox = 'komunikasiinformasi.dpmptsp@jakarta.go.id'

describe.each(databases)('one inbox, three channels, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let screen: Screen
  const mail = (from: string, headers: Record<string, string>, body: string) =>
    sendMail(office.smtpPort, from, headers, body)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    screen = await office.desk(sari)
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('begins with an empty inbox', async () => {
    expect(await sari.tickets()).toEqual([])
  })

  describe('a mail', () => {
    let ticket: Ticket

    it('stands on the agent’s screen within two seconds, with no reload', async () => {
      await mail(
        'budi@example.org',
        { Subject: 'syarat sip dokter', 'Message-Id': '<first@example.org>' },
        'Apa saja syarat SIP dokter umum, Bu?',
      )
      ;({ ticket } = await screen.until<{ ticket: Ticket }>(
        'ticket:created',
        ({ ticket }) => ticket.channel === 'email',
        2000,
      ))
      expect(ticket).toMatchObject({
        subject: 'syarat sip dokter',
        status: 'new',
        waiting: true,
        language: 'id',
      })
      expect(ticket.contact.identities).toEqual([
        { kind: 'email', address: 'budi@example.org', verified: false },
      ])
    })

    it('is suggested the requirements of the doctor’s licence', async () => {
      const [best] = await sari.suggestions(ticket.id)
      expect(best).toMatchObject({ answer: 'sip-dokter/persyaratan', missingSlots: [] })
      expect(best?.text).toContain('STR')
      expect(best?.legalBasis.length).toBeGreaterThan(0)
    })

    it('is answered by a mail, which without SMTP_URL is a file the screen names', async () => {
      const [best] = await sari.suggestions(ticket.id)
      const edited = `Selamat pagi, Pak Budi.\n\n${best?.text}`
      const { status, body } = await sari.reply(ticket.id, edited, { answer: best?.answer })
      expect(status).toBe(201)
      expect(body.delivery?.state).toBe('queued')
      const { message } = await screen.until<{ message: Message }>(
        'message:changed',
        ({ message }) => message.id === body.id && message.delivery?.state === 'sent',
      )
      expect(message.delivery?.note).toMatch(/^outgoing\/.+\.eml$/)
      expect(message.answerVersion).toMatch(/^\w{6,}$/)
      const eml = readFileSync(join(office.dataDir, message.delivery?.note ?? ''), 'utf8')
      expect(eml).toMatch(/^To: budi@example\.org$/m)
      expect(eml).toMatch(/^In-Reply-To: <first@example\.org>$/m)
      expect(eml).toContain(`[#${ticket.number}]`)
    })

    it('takes Budi’s answer into the same ticket, quotes folded away and nothing cut', async () => {
      const [file = ''] = readdirSync(join(office.dataDir, 'outgoing'))
      const eml = readFileSync(join(office.dataDir, 'outgoing', file), 'utf8')
      const sent = /^Message-ID: (<[^>]+>)/im.exec(eml)?.[1] ?? ''
      const answer = 'Terima kasih Bu. Kalau biayanya berapa?'
      const quote = `Pada Sel, 24 Nov 2026 pukul 10.00 Tanya PTSP <${mailbox}> menulis:\n> Selamat pagi, Pak Budi.`
      await mail(
        'budi@example.org',
        {
          Subject: `Re: syarat sip dokter [#${ticket.number}]`,
          'In-Reply-To': sent,
          References: `<first@example.org> ${sent}`,
        },
        `${answer}\n\n${quote}`,
      )
      const messages = await waitFor(async () => {
        const all = await sari.messages(ticket.id)
        return all.length === 3 && all
      }, 'the third message')
      const last = messages[2]
      expect(last).toMatchObject({ direction: 'inbound', text: answer })
      expect(last?.quoted).toContain('menulis:')
      expect(last?.quoted).toContain('> Selamat pagi, Pak Budi.')
      expect(await sari.tickets('channel=email')).toHaveLength(1)
    })

    it('gives a stranger who quotes the number a ticket of their own', async () => {
      await mail(
        'penipu@example.net',
        { Subject: `Re: syarat sip dokter [#${ticket.number}]` },
        'Kirim data saya',
      )
      const stranger = await waitFor(
        async () => (await sari.tickets('channel=email')).find((one) => one.id !== ticket.id),
        'the stranger’s ticket',
      )
      expect(stranger.possibleFollowUpOf).toBe(ticket.id)
      expect(await sari.messages(ticket.id)).toHaveLength(3)
    })
  })

  describe('a chat', () => {
    let ticket: Ticket
    let window: Screen
    let token: string

    it('is a ticket from its first message, and none before', async () => {
      const before = (await sari.tickets()).length
      window = await office.chat()
      expect(await sari.tickets()).toHaveLength(before)
      const ack = await window.send<{ token: string; ticket: { number: string }; message: Message }>(
        'start',
        {
          clientId: 'c1',
          name: 'Rina',
          text: 'berapa lama krk pak?',
        },
      )
      if (!ack.ok) throw new Error(ack.error.message)
      token = ack.token
      ;({ ticket } = await screen.until<{ ticket: Ticket }>(
        'ticket:created',
        ({ ticket }) => ticket.channel === 'chat',
        2000,
      ))
      expect(ticket).toMatchObject({ number: ack.ticket.number, subject: 'berapa lama krk pak?' })
      expect((await sari.suggestions(ticket.id))[0]?.answer).toBe('krk-irk/waktu')
    })

    it('shows typing both ways', async () => {
      await window.send('typing', { on: true })
      await screen.until(
        'typing',
        (typing: { ticketId: number; by: { kind: string } }) => typing.by.kind === 'contact',
      )
      await screen.send('typing', { ticketId: ticket.id, on: true })
      await window.until(
        'typing',
        (typing: { on: boolean; name: string }) => typing.on && typing.name === 'Admin',
      )
    })

    it('shows the answer in the window at once, and whether it was read at the desk', async () => {
      const { body } = await sari.reply(ticket.id, 'Sebentar, saya periksa dahulu ya, Bu.')
      const message = await window.until<Message>('message', (one) => one.id === body.id)
      expect(message).toMatchObject({ direction: 'outbound', author: { kind: 'agent', name: 'Admin' } })
      await screen.until<{ message: Message }>(
        'message:changed',
        (one) => one.message.delivery?.state === 'delivered',
      )
      await window.send('read', { seq: message.seq })
      await screen.until<{ message: Message }>(
        'message:changed',
        (one) => one.message.delivery?.state === 'read',
      )
    })

    it('never shows a note to the citizen, live or on coming back', async () => {
      await sari.request('POST', `/tickets/${ticket.id}/notes`, { text: 'RAHASIA: cek dulu ke Pak Joko' })
      await sari.reply(ticket.id, 'Sudah saya periksa.')
      await window.until<Message>('message', (one) => one.text === 'Sudah saya periksa.')
      const again = await office.chat({ token, afterSeq: 0 })
      const { messages } = await again.until<{ messages: Message[] }>('sync')
      expect(messages.map((one) => one.text)).toEqual([
        'berapa lama krk pak?',
        'Sebentar, saya periksa dahulu ya, Bu.',
        'Sudah saya periksa.',
      ])
      expect(JSON.stringify([window.heard, again.heard])).not.toContain('RAHASIA')
    })
  })

  describe('an SMS', () => {
    it('comes by the real webhook with a real signature, and its answer’s fate shows', async () => {
      await tanya(
        office,
        'simulate',
        'sms',
        '--from',
        '+628123456789',
        'perpanjang makam ortu bayar berapa skrg',
      )
      const { ticket } = await screen.until<{ ticket: Ticket }>(
        'ticket:created',
        ({ ticket }) => ticket.channel === 'sms',
        2000,
      )
      expect(ticket.contact.identities[0]).toEqual({
        kind: 'phone',
        address: '+628123456789',
        verified: true,
      })
      const [best] = await sari.suggestions(ticket.id)
      expect(best?.answer).toBe('iptm-perpanjangan/biaya')
      const { status, body } = await sari.reply(ticket.id, best?.text ?? '', { answer: best?.answer })
      expect(status).toBe(201)
      for (const state of ['sending', 'sent', 'delivered']) {
        await screen.until<{ message: Message }>(
          'message:changed',
          ({ message }) => message.id === body.id && message.delivery?.state === state,
        )
      }
    })
  })
})

async function sendMail(
  port: number,
  from: string,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  const args = [
    '--server',
    `127.0.0.1:${port}`,
    '--to',
    mailbox,
    '--from',
    from,
    '--body',
    body,
    '--suppress-data',
  ]
  const named = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`])
  await promisify(execFile)('swaks', [...args, ...named])
}

async function tanya(office: Office, ...args: string[]): Promise<void> {
  // Not the whole environment: vitest puts a BASE_URL of its own into it.
  const env = { PATH: process.env['PATH'], ...serverEnv, ...office.env } as NodeJS.ProcessEnv
  await promisify(execFile)(process.execPath, [join(root, 'server', 'cli.ts'), ...args], {
    env,
    cwd: office.dataDir,
  })
}
