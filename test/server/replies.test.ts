import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { expectProblem } from './_ask.ts'
import { mailbox, sendMail, startChat, ticketAbout, twilioEnv, twilioFor, type Started } from './_cast.ts'
import { messageIdIn, sendBounce } from './_mail-office.ts'

describe.each(databases)('a reply, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let screen: Screen
  let chat: Started
  const send = (body: unknown, ticketId = chat.ticketId) =>
    sari.request<Message>('POST', `/tickets/${ticketId}/replies`, body)
  const textsOf = async (ticketId: number) => (await sari.messages(ticketId)).map((one) => one.text)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    screen = await office.desk(sari)
    chat = await startChat(office, { text: 'syarat sip dokter apa saja?' })
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('is there at once, queued, and makes the ticket open and the agent’s', async () => {
    const { status, body } = await send({ text: 'Baik, Bu.', clientId: 'r1' })
    expect(status).toBe(201)
    expect(Message.strict().parse(body)).toMatchObject({
      direction: 'outbound',
      clientId: 'r1',
      author: { kind: 'agent', name: 'Admin' },
    })
    expect(['queued', 'sending', 'delivered', 'sent']).toContain(body.delivery?.state)
    const { body: ticket } = await sari.request<Ticket>('GET', `/tickets/${chat.ticketId}`)
    expect(ticket).toMatchObject({ status: 'open', waiting: false, assignee: { name: 'Admin' } })
    expect(ticket.firstRepliedAt).toBe(body.createdAt)
  })

  it('with a clientId that was here is the same message, and changes nothing', async () => {
    const first = await send({ text: 'Sekali saja.', clientId: 'twice' })
    const again = await send({ text: 'Lain sama sekali.', clientId: 'twice' })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toMatchObject({ id: first.body.id, text: 'Sekali saja.' })
  })

  it('asked for twenty times at once is one message', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send({ text: 'Serempak.', clientId: 'together' })),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201])
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
    expect((await textsOf(chat.ticketId)).filter((text) => text === 'Serempak.')).toHaveLength(1)
    await chat.window.until<Message>('message', (one) => one.text === 'Serempak.')
    expect(
      chat.window.heard.filter(
        (one) => (one.payload as Message).text === 'Serempak.' && one.name === 'message',
      ),
    ).toHaveLength(1)
  })

  it('may have another ticket’s clientId', async () => {
    const other = await startChat(office, { text: 'lain' })
    const { status, body } = await send({ text: 'Untuk yang lain.', clientId: 'r1' }, other.ticketId)
    expect(status).toBe(201)
    expect(body.ticketId).toBe(other.ticketId)
  })

  it('is stopped when the citizen wrote meanwhile, and goes out once that is read', async () => {
    const seen = (await sari.messages(chat.ticketId)).at(-1)?.id
    await chat.window.send('message', { clientId: 'wait', text: 'Maksud saya dokter gigi.' })
    const stopped = await send({ text: 'Untuk dokter umum …', clientId: 'c409', lastSeenMessageId: seen })
    expectProblem(stopped, 409)
    expect(await textsOf(chat.ticketId)).not.toContain('Untuk dokter umum …')
    const now = (await sari.messages(chat.ticketId)).at(-1)?.id
    expect((await send({ text: 'Untuk gigi.', clientId: 'c409', lastSeenMessageId: now })).status).toBe(201)
    const repeated = await send({ text: 'Untuk gigi.', clientId: 'c409', lastSeenMessageId: seen })
    expect(repeated.status).toBe(200)
  })

  it('cannot have seen another ticket’s message', async () => {
    const other = await startChat(office, { text: 'lain' })
    const body = { text: 'x', clientId: 'foreign', lastSeenMessageId: other.message.id }
    expect(expectProblem(await send(body), 422)).toEqual(['lastSeenMessageId'])
  })

  it('fills its slots', async () => {
    const { status, body } = await send({
      text: 'Datanglah pada [[date]], [[date]]!',
      slots: { date: '2027-03-03' },
      clientId: 'slots',
    })
    expect(status).toBe(201)
    expect(body.text).toBe('Datanglah pada 3 Maret 2027, 3 Maret 2027!')
  })

  it.each<[string, object]>([
    ['a slot nobody filled', { text: 'pada [[date]]' }],
    ['a slot filled with nothing', { text: 'pada [[date]]', slots: { date: ' ' } }],
    ['a date that is none', { text: 'pada [[date]]', slots: { date: '2027-02-30' } }],
    ['another slot filled', { text: 'pada [[date]]', slots: { contactName: 'Rina' } }],
    ['a slot filled with a slot', { text: 'pada [[date]]', slots: { date: '[[contactName]]' } }],
    ['a variable left', { text: 'Biaya {{fee}}' }],
    ['a slot broken over lines', { text: 'pada [[da\nte]]', slots: { date: '2027-03-03' } }],
    ['a slot never closed', { text: 'pada [[tanggal' }],
    ['an empty slot', { text: 'pada [[]]' }],
    ['a variable broken over lines', { text: 'Biaya {{fee\n}}' }],
    ['an empty variable', { text: 'Biaya {{}}' }],
    ['a slot too long to be one', { text: `pada [[${'x'.repeat(300)}]]` }],
    ['an answer there is not', { text: 'x', answer: 'sip-dokter/warna' }],
    ['a service there is not', { text: 'x', answer: 'izin-terbang/biaya' }],
    ['an answer that has expired', { text: 'x', answer: 'sikm-strp/persyaratan' }],
    ['an attachment there is not', { text: 'x', attachments: [999_999] }],
    ['a channel the contact has no address for', { text: 'x', channel: 'email' }],
    ['a channel that is for calls', { text: 'x', channel: 'voice' }],
  ])('is refused with %s, and nothing is sent', async (_what, body) => {
    const before = await textsOf(chat.ticketId)
    const paths = expectProblem(await send({ clientId: crypto.randomUUID(), ...body }), 422)
    expect(paths.length).toBeGreaterThan(0)
    expect(await textsOf(chat.ticketId)).toEqual(before)
  })

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no clientId', { text: 'x' }],
    ['an empty clientId', { text: 'x', clientId: '' }],
    ['a clientId too long', { text: 'x', clientId: 'x'.repeat(101) }],
    ['an empty text', { text: ' \n\t', clientId: 'a' }],
    ['a text too long', { text: 'x'.repeat(20_001), clientId: 'a' }],
    ['a list for a text', { text: ['x'], clientId: 'a' }],
    ['a NUL', { text: 'a\0b', clientId: 'a' }],
    ['a channel of elsewhere', { text: 'x', clientId: 'a', channel: 'fax' }],
    ['slots that are a list', { text: 'x', clientId: 'a', slots: ['date'] }],
    ['an id that is text', { text: 'x', clientId: 'a', lastSeenMessageId: '1' }],
    ['an unknown field', { text: 'x', clientId: 'a', at: 'tomorrow' }],
  ])('is malformed with %s', async (_what, body) => {
    expectProblem(await send(body), 400)
  })

  it('remembers which answer it was made of, and names the service', async () => {
    const other = await startChat(office, { text: 'syarat sip dokter' })
    const { body } = await send(
      { text: 'Syaratnya …', answer: 'sip-dokter/persyaratan', clientId: 'a1' },
      other.ticketId,
    )
    expect(body).toMatchObject({
      answer: 'sip-dokter/persyaratan',
      answerVersion: expect.stringMatching(/^\w{6,}$/) as string,
    })
    const { body: ticket } = await sari.request<Ticket>('GET', `/tickets/${other.ticketId}`)
    expect(ticket.service).toBe('sip-dokter')
    const shown = await other.window.until<Message>('message', (one) => one.id === body.id)
    expect(shown).toMatchObject({ answer: null, answerVersion: null })
  })

  it('of every script and length arrives as it was written', async () => {
    const text = `${'🙏'.repeat(500)}\n"' \\ <b>%00</b> ${'漢'.repeat(18_000)} \u202e`
    const { status, body } = await send({ text, clientId: 'script' })
    expect(status).toBe(201)
    expect(body.text).toBe(text)
    const shown = await chat.window.until<Message>('message', (one) => one.id === body.id)
    expect(shown.text).toBe(text)
  })

  it('cannot be sent again unless it failed', async () => {
    const { body } = await send({ text: 'Terkirim.', clientId: 'sent' })
    await screen.until<{ message: Message }>(
      'message:changed',
      ({ message }) => message.id === body.id && message.delivery?.state === 'delivered',
    )
    const retry = (id: number | string) =>
      sari.request('POST', `/tickets/${chat.ticketId}/messages/${id}/retry`)
    expectProblem(await retry(body.id), 409)
    expectProblem(await retry(chat.message.id), 409)
    expectProblem(await retry(999_999), 404)
    expectProblem(await retry('x'), 404)
  })
})

describe.each(databases)('a reply by a mail server that refuses, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let ticket: Ticket
  const stateOf = (id: number, state: string) =>
    waitFor(
      async () =>
        (await sari.messages(ticket.id)).find((one) => one.id === id && one.delivery?.state === state),
      `message ${id} ${state}`,
      10_000,
    )

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({ DATABASE_URL: database.url, MAIL_ADDRESS: mailbox, SMTP_URL: sink.url })
    sari = await office.signIn()
    await sendMail(office.smtpPort, { from: 'budi@example.org', subject: 'halo', text: 'syarat?' })
    ticket = await ticketAbout(sari, 'halo')
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  it('is failed with the reason, and sent when an agent says so', async () => {
    sink.behave('550-rcpt')
    const { body } = await sari.reply(ticket.id, 'Syaratnya …')
    const failed = await stateOf(body.id, 'failed')
    expect(failed.delivery?.error).toMatch(/\S/)
    expect(sink.mails).toHaveLength(0)
    sink.behave('accept')
    const retried = await sari.request<Message>('POST', `/tickets/${ticket.id}/messages/${body.id}/retry`)
    expect(retried.status).toBe(200)
    expect(retried.body.delivery?.error).toBeNull()
    await stateOf(body.id, 'sent')
    expect(sink.mails).toHaveLength(1)
    expect(sink.mails[0]?.to).toEqual(['budi@example.org'])
  })

  it('waits and stays queued while the server only says: not now', async () => {
    sink.behave('421-mail')
    const { body } = await sari.reply(ticket.id, 'Nanti.')
    await waitFor(async () => {
      const found = (await sari.messages(ticket.id)).find((one) => one.id === body.id)
      return found?.delivery?.state === 'queued' && found.delivery.error !== null
    }, 'a queued message with a reason')
    sink.behave('accept')
    // Its next try is seconds away; nobody needs to wait for it here.
    const db = openDb(database.url)
    await db.write((tx) => tx.updateTable('outbox').set({ next_attempt_at: 0 }).execute())
    await db.close()
    await stateOf(body.id, 'sent')
    expect(sink.mails.filter((mail) => mail.raw.toString().includes('Nanti.'))).toHaveLength(1)
  })

  it('is uncertain when the line breaks after the last word, and never repeated by itself', async () => {
    sink.behave('close-after-data')
    const { body } = await sari.reply(ticket.id, 'Mungkin.')
    await stateOf(body.id, 'uncertain')
    const attempts = sink.attempts()
    sink.behave('accept')
    await office.restart()
    await sari.request('GET', '/session')
    expect(sink.attempts()).toBe(attempts)
    expect((await stateOf(body.id, 'uncertain')).delivery?.error).toMatch(/\S/)
  })
})

describe.each(databases)('a reply that did not arrive, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let screen: Screen
  const seen = async (id: number) => (await sari.request<Ticket>('GET', `/tickets/${id}`)).body
  const stateOf = (ticketId: number, id: number, state: string) =>
    waitFor(
      async () =>
        (await sari.messages(ticketId)).find((one) => one.id === id && one.delivery?.state === state),
      `message ${id} ${state}`,
      10_000,
    )
  /** Asks a question and answers it; the mail server takes the answer. */
  async function answered(subject: string) {
    await sendMail(office.smtpPort, { from: 'budi@example.org', subject, text: 'syarat?' })
    const ticket = await ticketAbout(sari, subject)
    const { body } = await sari.reply(ticket.id, `Tentang ${subject} …`)
    await stateOf(ticket.id, body.id, 'sent')
    await sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'solved' })
    const mail = sink.mails.find((one) => one.raw.toString().includes(`[#${ticket.number}]`))
    const messageId = messageIdIn(mail?.raw)
    expect(messageId).toMatch(/^tanya\./)
    return { ticket, message: body, messageId }
  }
  const outbox = async () => (await sari.request<{ stillWaiting: number }>('GET', '/outbox?limit=1')).body
  const bounce = (messageId: string, status: string, action: string) =>
    sendBounce(office.smtpPort, { messageId, recipient: 'budi@example.org', status, action })

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({ DATABASE_URL: database.url, MAIL_ADDRESS: mailbox, SMTP_URL: sink.url })
    sari = await office.signIn()
    screen = await office.desk(sari)
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  it('is failed when a bounce names it, and its ticket waits again, though no bounce reopens it', async () => {
    const { ticket, message, messageId } = await answered('alamat salah')
    expect(await seen(ticket.id)).toMatchObject({ waiting: false, status: 'solved' })
    await bounce(messageId, '5.1.1', 'failed')
    const failed = await stateOf(ticket.id, message.id, 'failed')
    expect(failed.delivery?.error).toMatch(/tidak dikenal.*5\.1\.1/)
    expect(await seen(ticket.id)).toMatchObject({ waiting: true, status: 'solved' })
    await screen.until<{ ticket: Ticket }>(
      'ticket:changed',
      (told) => told.ticket.id === ticket.id && told.ticket.waiting && told.ticket.status === 'solved',
    )
    expect((await outbox()).stillWaiting).toBe(1)
    await sari.request('POST', `/tickets/${ticket.id}/messages/${message.id}/retry`)
    await stateOf(ticket.id, message.id, 'sent')
    expect(await seen(ticket.id)).toMatchObject({ waiting: false, status: 'solved' })
    expect((await outbox()).stillWaiting).toBe(0)
  })

  it('and its address is undeliverable, until mail comes from there again', async () => {
    const { ticket, messageId } = await answered('alamat mati')
    const ways = async () => (await seen(ticket.id)).contact.identities
    await bounce(messageId, '5.1.1', 'failed')
    const marked = await waitFor(async () => (await ways())[0]?.undeliverable, 'the mark')
    expect(marked.reason).toMatch(/tidak dikenal.*5\.1\.1/)
    await screen.until<{ ticket: Ticket }>(
      'ticket:changed',
      (told) => told.ticket.contact.identities[0]?.undeliverable !== undefined,
    )
    await sendMail(office.smtpPort, { from: 'budi@example.org', subject: 'halo lagi', text: 'masih ada' })
    await waitFor(async () => (await ways())[0]?.undeliverable === undefined, 'the end of the mark')
  })

  it('as it is when the mail server takes no mail for it, and not when it only refuses this mail', async () => {
    const ways = async (id: number) => (await seen(id)).contact.identities[0]?.undeliverable
    for (const [manner, reason] of [
      ['550-data', undefined],
      ['550-rcpt', /tidak dikenal.*5\.1\.1/],
    ] as const) {
      const { ticket } = await answered(`alamat ditolak ${manner}`)
      sink.behave(manner)
      const { body } = await sari.reply(ticket.id, 'Sekali lagi …')
      await stateOf(ticket.id, body.id, 'failed')
      sink.behave('accept')
      if (reason) expect((await ways(ticket.id))?.reason).toMatch(reason)
      else expect(await ways(ticket.id)).toBeUndefined()
    }
    await sendMail(office.smtpPort, { from: 'budi@example.org', subject: 'lagi', text: 'saya di sini' })
  })

  it('but not the address when only this mail was too large for it, or is only delayed', async () => {
    for (const [status, action] of [
      ['5.2.3', 'failed'],
      ['4.2.2', 'delayed'],
    ] as const) {
      const { ticket, messageId } = await answered(`surat ${status}`)
      await bounce(messageId, status, action)
      expect((await seen(ticket.id)).contact.identities[0]?.undeliverable).toBeUndefined()
    }
  })

  it('stays sent when a bounce only says: not yet', async () => {
    const { ticket, message, messageId } = await answered('kotak penuh')
    await bounce(messageId, '4.2.2', 'delayed')
    await bounce('tanya.26-00001.made-up@jakarta.go.id', '5.1.1', 'failed')
    const taken = await sari.request<Record<string, number>>('GET', '/mails/ledger')
    expect(taken.body).toMatchObject({
      'follow-up': 0,
      'auto-reply': 0,
      list: 0,
      duplicate: 0,
      quarantined: 0,
    })
    expect(taken.body['bounce']).toBeGreaterThanOrEqual(2)
    await stateOf(ticket.id, message.id, 'sent')
    expect(await seen(ticket.id)).toMatchObject({ waiting: false, status: 'solved' })
  })

  it('makes its ticket wait when the mail server refuses it or the line breaks', async () => {
    for (const [behaviour, state] of [
      ['550-rcpt', 'failed'],
      ['close-after-data', 'uncertain'],
    ] as const) {
      const { ticket } = await answered(`ditolak ${state}`)
      sink.behave(behaviour)
      const { body } = await sari.reply(ticket.id, 'Sekali lagi …')
      await stateOf(ticket.id, body.id, state)
      expect((await seen(ticket.id)).waiting).toBe(true)
      sink.behave('accept')
    }
  })

  it('leaves a citizen waiting who wrote meanwhile, though it is sent again', async () => {
    const { ticket, message, messageId } = await answered('ada lagi')
    await bounce(messageId, '5.2.2', 'failed')
    await stateOf(ticket.id, message.id, 'failed')
    await sendMail(office.smtpPort, {
      from: 'budi@example.org',
      subject: 'Re: ada lagi',
      text: 'halo?',
      headers: { 'In-Reply-To': `<${messageId}>` },
    })
    await waitFor(async () => (await sari.messages(ticket.id)).length === 3, 'the second question')
    await sari.request('POST', `/tickets/${ticket.id}/messages/${message.id}/retry`)
    await stateOf(ticket.id, message.id, 'sent')
    expect((await seen(ticket.id)).waiting).toBe(true)
  })
})

describe.each(databases)('a reply by SMS, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let ticket: Ticket

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, ...twilioEnv })
    sari = await office.signIn()
    await twilioFor(office).receiveFrom('sms', '+628123456789', 'berapa biaya krk')
    ticket = await ticketAbout(sari, 'berapa biaya krk')
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('that cannot be sent is refused before it is queued', async () => {
    const tooLong = await sari.reply(ticket.id, 'x'.repeat(1601))
    expect(expectProblem(tooLong, 422)).toEqual(['text'])
    const filled = await sari.reply(ticket.id, `${'x'.repeat(1580)}[[date]]`, {
      slots: { date: '2026-11-24' },
    })
    expect(filled.status).toBe(201)
    const slotsTooLong = await sari.reply(ticket.id, `${'x'.repeat(1585)} [[date]]`, {
      slots: { date: '2026-11-24' },
    })
    expect(expectProblem(slotsTooLong, 422)).toEqual(['text'])
    const file = await fetch(`${office.url}/api/v1/attachments?filename=surat.txt`, {
      method: 'POST',
      headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
      body: 'Yth. Bapak/Ibu',
    })
    const { id } = (await file.json()) as { id: number }
    // A file goes as a link, for which there has to be room.
    const withFile = await sari.reply(ticket.id, 'x'.repeat(1590), { attachments: [id] })
    expect(expectProblem(withFile, 422)).toEqual(['text'])
    expect(await sari.messages(ticket.id)).toHaveLength(2)
  })
})

describe('a reply by mail without a mail server', () => {
  it('is a file, and the message names it', async () => {
    const office = await openOffice()
    try {
      const sari = await office.signIn()
      await sendMail(office.smtpPort, { from: 'budi@example.org', subject: 'halo', text: 'syarat?' })
      const ticket = await ticketAbout(sari, 'halo')
      const { body } = await sari.reply(ticket.id, 'Syaratnya …')
      const note = await waitFor(
        async () => (await sari.messages(ticket.id)).find((one) => one.id === body.id)?.delivery?.note,
        'the note',
      )
      expect(readdirSync(join(office.dataDir, 'outgoing'))).toEqual([note.replace('outgoing/', '')])
      expect(readFileSync(join(office.dataDir, note), 'utf8')).toContain('To: budi@example.org')
    } finally {
      await office.stop()
    }
  })
})
