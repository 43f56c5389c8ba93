/** Answers that go later, and what becomes of them when they are taken back, moved, or overtaken. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { setActive } from '../../server/auth/accounts.ts'
import type { Attachment } from '../../server/wire/attachment.ts'
import { Message } from '../../server/wire/message.ts'
import type { OutboxPage, SendTimes } from '../../server/wire/outbox.ts'
import type { TakenBack } from '../../server/wire/reply.ts'
import { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { ask, expectProblem } from './_ask.ts'
import { mailbox, sendMail, startChat, ticketAbout, twilioEnv, twilioFor } from './_cast.ts'
import { addColleague } from './_staff.ts'

const from = 'Budi <budi@warga.example>'
const hourMs = 3600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const soon = () => inSeconds(1)
/** A while past a time. */
const past = (sendAt: string) =>
  new Promise((done) => setTimeout(done, Date.parse(sendAt) + 500 - Date.now()))

describe.each(databases)('an answer for later, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let rina: Client

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: sink.url,
      UNDO_SECONDS: '3',
      LOG_LEVEL: 'silent',
      ...twilioEnv,
    })
    sari = await office.signIn()
    rina = await addColleague(office, 'Rina')
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  const wrote = (subject: string, text = 'Berapa biayanya?') =>
    sendMail(office.smtpPort, { from, subject, text })
  async function asked(subject: string): Promise<Ticket> {
    await wrote(subject)
    return ticketAbout(sari, subject)
  }
  const ticketOf = async ({ id }: Ticket) =>
    Ticket.strict().parse((await sari.request<Ticket>('GET', `/tickets/${id}`)).body)
  const messageOf = async ({ id }: Message) =>
    Message.strict().parse((await sari.request<Message>('GET', `/messages/${id}`)).body)
  /** Further in, an answer is only quoted by a later one. */
  const took = (text: string) => sink.mails.filter(({ raw }) => raw.toString().includes(`\r\n${text}`)).length
  const sent = (message: Message) =>
    waitFor(
      async () => {
        const now = await messageOf(message)
        return now.delivery?.state === 'sent' && now
      },
      `message ${message.id} to be sent`,
      10_000,
    )
  const later = async (ticket: Ticket, text: string, more: object = { sendAt: inHours(20) }) => {
    const { status, body } = await sari.reply(ticket.id, text, more)
    expect(status).toBe(201)
    return body
  }
  const cancel = (message: Message, who = sari) =>
    who.request<TakenBack>('POST', `/messages/${message.id}/cancel`)
  const hurry = (message: Message) => sari.request('POST', `/outbox/${message.id}/hurry`)
  const upload = (filename: string) =>
    ask<Attachment>('POST', `${office.url}/api/v1/attachments?filename=${filename}`, {
      headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
      body: 'Terlampir.',
    })

  it('is there at once, queued, and says when it goes; to the citizen it is none yet', async () => {
    const ticket = await asked('Biaya KRK')
    const sendAt = inHours(20)
    const message = await later(ticket, 'Besok pagi.', { sendAt, answer: 'krk-irk/biaya' })
    expect(Message.strict().parse(message)).toMatchObject({
      direction: 'outbound',
      delivery: { state: 'queued', error: null },
      later: { sendAt, isBrief: false, held: null, thenStatus: null },
    })
    expect(await ticketOf(ticket)).toMatchObject({
      status: 'open',
      assignee: { name: 'Admin' },
      waiting: true,
      firstRepliedAt: null,
      service: null,
      preview: 'Berapa biayanya?',
      later: { sendAt, held: null },
    })
    expect((await sari.messages(ticket.id)).at(-1)).toMatchObject({ id: message.id, later: { sendAt } })
    const metrics = await ask<string>('GET', `${office.url}/metrics`)
    expect(metrics.body).toContain('tanya_outbox_waiting 0')
  })

  it.each([
    ['past', { sendAt: new Date(Date.now() - 1000).toISOString() }, 422],
    ['more than 90 days ahead', { sendAt: inHours(91 * 24) }, 422],
    ['no time', { sendAt: 'besok' }, 400],
    ['no state an answer leaves', { thenStatus: 'closed' }, 400],
  ])('with a time that is %s is refused', async (_what, more, status) => {
    const ticket = await asked(`Waktu ${JSON.stringify(more)}`)
    const refused = await sari.reply(ticket.id, 'Halo', more)
    expect(expectProblem(refused, status)).toEqual(Object.keys(more))
  })

  it('is not for a chat; by mail from a chat, its window hears of it when it goes', async () => {
    const chat = await startChat(office, { text: 'syarat sip?', email: 'rina@warga.example' })
    expect(expectProblem(await sari.reply(chat.ticketId, 'Nanti', { sendAt: soon() }), 422)).toEqual([
      'sendAt',
    ])
    const more = { channel: 'email', sendAt: inHours(1) }
    const { body: message } = await sari.reply(chat.ticketId, 'Suratnya menyusul.', more)
    await sari.reply(chat.ticketId, 'Sudah saya siapkan.')
    await chat.window.until<Message>('message', ({ text }) => text === 'Sudah saya siapkan.')
    const again = await office.chat({ token: chat.token, afterSeq: 0 })
    const sync = await again.until<{ messages: Message[] }>('sync')
    expect(JSON.stringify([chat.window.heard, sync])).not.toContain('menyusul')
    expect((await hurry(message)).status).toBe(204)
    const told = await chat.window.until<Message>('message', ({ text }) => text === 'Suratnya menyusul.')
    expect(told.later).toBeUndefined()
  })

  it('by WhatsApp is taken while WhatsApp itself would take it', async () => {
    await twilioFor(office).receiveFrom('whatsapp', '+628123456789', 'Jam buka?')
    const ticket = await waitFor(
      async () => (await sari.tickets('channel=whatsapp'))[0],
      'the ticket by WhatsApp',
    )
    expectProblem(await sari.reply(ticket.id, 'Lusa', { sendAt: inHours(30) }), 422)
    const message = await later(ticket, 'Besok', { sendAt: inHours(20) })
    expect((await cancel(message)).status).toBe(200)
  })

  // From here to the last of them each waits for its own ticket's time, and they wait together.
  it.concurrent('goes when its time comes, and then is what any answer is', async () => {
    const ticket = await asked('Lama KRK')
    const seen = (await sari.messages(ticket.id)).at(-1)
    const message = await later(ticket, 'Empat belas hari.', {
      sendAt: inSeconds(4),
      answer: 'krk-irk/waktu',
    })
    await sari.request('POST', `/tickets/${ticket.id}/notes`, { text: 'Sudah saya jawab.' })
    const gone = await sent(message)
    expect(gone.later).toBeUndefined()
    expect(Date.parse(gone.createdAt)).toBeGreaterThan(Date.parse(message.createdAt))
    expect(took('Empat belas hari.')).toBe(1)
    const now = await ticketOf(ticket)
    expect(now).toMatchObject({
      waiting: false,
      firstRepliedAt: gone.createdAt,
      lastMessageAt: gone.createdAt,
      service: 'krk-irk',
      preview: 'Empat belas hari.',
    })
    expect(now.later).toBeUndefined()
    const thread = await sari.messages(ticket.id)
    expect(thread.map(({ text }) => text).slice(-2)).toEqual(['Sudah saya jawab.', 'Empat belas hari.'])
    // Its writer saw it stand there all the time: what came before is not news.
    const { body: next } = await sari.reply(ticket.id, 'Satu lagi.', { lastSeenMessageId: thread.at(-2)?.id })
    expect(next.id).toBeGreaterThan(seen?.id ?? 0)
  })

  it.concurrent(
    'taken back is a draft again, with its answer and its files, and leaves a trace for colleagues alone',
    async () => {
      const ticket = await asked('Batal')
      const screen = await office.desk(rina)
      const { body: file } = await upload('surat.txt')
      const before = await ticketOf(ticket)
      const sendAt = inSeconds(4)
      const message = await later(ticket, 'Biayanya nol.', {
        sendAt,
        answer: 'krk-irk/biaya',
        alsoAnswers: ['krk-irk/waktu'],
        attachments: [file.id],
        cc: ['lurah@jakarta.example'],
      })
      const { status, body } = await cancel(message)
      expect(status).toBe(200)
      expect(body.draft).toMatchObject({
        text: 'Biayanya nol.',
        answers: [{ answer: 'krk-irk/biaya' }, { answer: 'krk-irk/waktu' }],
        cc: ['lurah@jakarta.example'],
        attachments: [{ filename: 'surat.txt', size: file.size }],
      })
      expect(body.message).toMatchObject({
        direction: 'internal',
        author: { kind: 'system' },
        delivery: null,
        withdrawn: { author: { name: 'Admin' }, by: { name: 'Admin' }, wasBrief: false },
      })
      await screen.until<{ message: Message }>(
        'message:changed',
        (told) => told.message.withdrawn !== undefined,
      )
      expect(await ticketOf(ticket)).toMatchObject({ waiting: true, preview: before.preview })
      expect((await cancel(message, rina)).body.draft.text).toBe('Biayanya nol.')

      const attachments = body.draft.attachments.map(({ id }) => id)
      const again = await sari.reply(ticket.id, 'Biayanya Rp0.', { attachments })
      await sent(again.body)
      await past(sendAt)
      expect([took('Biayanya nol.'), took('Biayanya Rp0.')]).toEqual([0, 1])
      expectProblem(await cancel(again.body), 409)
      expectProblem(await sari.request('POST', '/messages/999999/cancel'), 404)
    },
  )

  it.concurrent('gets another time, or goes at once', async () => {
    const ticket = await asked('Ubah jadwal')
    const message = await later(ticket, 'Kapan-kapan.')
    const move = (sendAt: string) => sari.request<Message>('PATCH', `/messages/${message.id}`, { sendAt })
    const sendAt = inHours(30)
    expect((await move(sendAt)).body.later).toMatchObject({ sendAt })
    expectProblem(await move(inHours(-1)), 422)
    expect((await hurry(message)).status).toBe(204)
    await sent(message)
    expectProblem(await move(sendAt), 409)
  })

  it.concurrent('waits for a person when the citizen writes before it goes', async () => {
    const ticket = await asked('Disusul warga')
    const sendAt = inSeconds(4)
    const message = await later(ticket, 'Jawaban lama.', { sendAt })
    await sendMail(office.smtpPort, {
      from,
      subject: `Re: Disusul warga [#${ticket.number}]`,
      text: 'Maaf, maksud saya PBG.',
    })
    await waitFor(async () => (await ticketOf(ticket)).later?.held === 'newer', 'the answer to be held')
    await past(sendAt)
    expect(await messageOf(message)).toMatchObject({
      later: { held: 'newer' },
      delivery: { state: 'queued' },
    })
    expect(took('Jawaban lama.')).toBe(0)
    expect((await hurry(message)).status).toBe(204)
    await sent(message)
    expect((await sari.messages(ticket.id)).at(-1)?.text).toBe('Jawaban lama.')
    expect(await ticketOf(ticket)).toMatchObject({ waiting: false })
  })

  it.concurrent(
    'waits for a person when a colleague answers first, not when its writer does, nor for a note',
    async () => {
      const ticket = await asked('Disusul rekan')
      const message = await later(ticket, 'Dari Sari.')
      await sari.reply(ticket.id, 'Sedang kami cek.')
      await rina.request('POST', `/tickets/${ticket.id}/notes`, { text: 'Berkasnya ada.' })
      expect((await messageOf(message)).later?.held).toBeNull()
      await rina.reply(ticket.id, 'Dari Rina.')
      expect((await messageOf(message)).later?.held).toBe('newer')
      const moved = await sari.request<Message>('PATCH', `/messages/${message.id}`, { sendAt: soon() })
      expect(moved.body.later?.held).toBeNull()
      await sent(message)
    },
  )

  it.concurrent('of an agent who was let go waits for a colleague', async () => {
    const joko = await addColleague(office, 'Joko')
    const ticket = await asked('Penulisnya pergi')
    const sendAt = inSeconds(4)
    const { body: message } = await joko.reply(ticket.id, 'Dari Joko.', { sendAt })
    const db = openDb(database.url)
    await setActive(db, 'joko@dpmptsp.example', false).finally(() => db.close())
    await past(sendAt)
    expect((await messageOf(message)).later?.held).toBe('author')
    expect(took('Dari Joko.')).toBe(0)
    await hurry(message)
    await sent(message)
  })

  it.concurrent('waits for a person when an answer in it has changed since it was written', async () => {
    const ticket = await asked('Jawabannya berubah')
    const { body: message } = await sari.reply(ticket.id, 'Tarif yang dulu.', {
      answer: 'iptm-perpanjangan/biaya',
      answerVersions: { 'iptm-perpanjangan/biaya': '0123456789ab' },
      sendAt: inSeconds(2),
    })
    await waitFor(async () => (await messageOf(message)).later?.held === 'outdated', 'the answer to be held')
    expect(took('Tarif yang dulu.')).toBe(0)
    await hurry(message)
    await sent(message)
    expect(took('Tarif yang dulu.')).toBe(1)
  })

  it.concurrent('goes from a ticket that was solved or closed meanwhile, and leaves it so', async () => {
    for (const status of ['solved', 'closed'] as const) {
      const ticket = await asked(`Sudah ${status}`)
      const message = await later(ticket, `Tetap terkirim ${status}.`, {
        sendAt: soon(),
        thenStatus: 'pending',
      })
      await sari.request('PATCH', `/tickets/${ticket.id}`, { status })
      await sent(message)
      expect((await ticketOf(ticket)).status).toBe(status)
    }
  })

  it.concurrent('solves its ticket when it goes, and not when it was taken back', async () => {
    const ticket = await asked('Kirim dan selesai')
    const message = await later(ticket, 'Selesai.', { undo: true, thenStatus: 'solved' })
    expect(message.later).toMatchObject({ isBrief: true, thenStatus: 'solved' })
    expect((await ticketOf(ticket)).status).toBe('open')
    expect((await cancel(message)).body.message.withdrawn?.wasBrief).toBe(true)
    const again = await later(ticket, 'Selesai benar.', { undo: true, thenStatus: 'solved' })
    await sent(again)
    expect((await ticketOf(ticket)).status).toBe('solved')
  })

  it.concurrent(
    'that is only to be undone goes all the same when the citizen writes, who then still waits',
    async () => {
      const ticket = await asked('Bersamaan')
      const message = await later(ticket, 'Sudah terbit.', { undo: true, thenStatus: 'solved' })
      await wrote(`Re: Bersamaan [#${ticket.number}]`, 'Satu lagi, Bu.')
      await sent(message)
      expect(await ticketOf(ticket)).toMatchObject({ waiting: true, status: 'open' })
    },
  )

  it('is held for undoing only where that was asked for', async () => {
    const ticket = await asked('Dari program')
    const { body } = await sari.reply(ticket.id, 'Segera.')
    expect(body.later).toBeUndefined()
    await sent(body)
    const chat = await startChat(office, { text: 'halo' })
    expect((await sari.reply(chat.ticketId, 'Halo juga.', { undo: true })).body.later).toBeUndefined()
  })

  it('that waits for its next attempt can be taken back too', async () => {
    const ticket = await asked('Server surel mati')
    sink.behave('451-rcpt')
    const { body: message } = await sari.reply(ticket.id, 'Belum sampai.', { thenStatus: 'pending' })
    await waitFor(async () => (await messageOf(message)).delivery?.error, 'a failed attempt')
    sink.behave('accept')
    await waitFor(async () => (await cancel(message)).status === 200, 'the answer to be taken back')
    expect(await ticketOf(ticket)).toMatchObject({
      waiting: true,
      firstRepliedAt: null,
      preview: 'Berapa biayanya?',
    })
    expectProblem(await hurry(message), 404)
  })

  it('stands in the queue with its time, and is counted by itself', async () => {
    const ticket = await asked('Dalam antrean')
    const message = await later(ticket, 'Nanti.')
    const { body } = await sari.request<OutboxPage>('GET', '/outbox?state=scheduled')
    expect(body.items[0]).toMatchObject({
      messageId: message.id,
      to: 'b…i@warga.example',
      later: { sendAt: message.later?.sendAt },
    })
    expect(body.counts).toMatchObject({ scheduled: body.items.length, queued: 0 })
    const { body: queued } = await sari.request<OutboxPage>('GET', '/outbox?state=queued')
    expect(queued.items).toEqual([])
  })

  it('is taken back or goes, never both, however close', async () => {
    const ticket = await asked('Balapan')
    const messages: Message[] = []
    for (let i = 0; i < 24; i++) messages.push(await later(ticket, `Balapan nomor ${i}.`))
    const answers = await Promise.all(
      messages.map(async (message, i) => {
        const freed = hurry(message)
        await new Promise((done) => setTimeout(done, i * 4))
        const [{ status }] = await Promise.all([cancel(message), freed])
        return status
      }),
    )
    for (const [i, message] of messages.entries()) if (answers[i] === 409) await sent(message)
    for (const [i, status] of answers.entries()) {
      expect(status).toBeOneOf([200, 409])
      expect(took(`Balapan nomor ${i}.`), `number ${i} after ${status}`).toBe(status === 200 ? 0 : 1)
    }
  })

  it('keeps its time over a restart, and goes once', async () => {
    const ticket = await asked('Mati lampu')
    const missed = await later(ticket, 'Saat mati.', { sendAt: soon() })
    const kept = await later(ticket, 'Jauh hari.')
    await office.restart()
    sari = await office.signIn()
    await sent(missed)
    expect((await messageOf(kept)).later).toMatchObject({ sendAt: kept.later?.sendAt })
    expect(took('Saat mati.')).toBe(1)
  })

  it('may go when the office opens, or on the next working morning', async () => {
    const { body } = await sari.request<SendTimes>('GET', '/outbox/times')
    expect(body.items.map(({ kind }) => kind).slice(0, 2)).toEqual(['opening', 'morning'])
    for (const { at } of body.items) expect(Date.parse(at)).toBeGreaterThan(Date.now())
  })
})
