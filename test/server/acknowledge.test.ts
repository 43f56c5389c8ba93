import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatMoment } from '../../templates/index.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Office as OfficeJson } from '../../server/wire/office.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { admin, openOffice, waitFor } from '../_office.ts'
import { automaticOf, openAcknowledging, type AcknowledgingOffice } from './_acknowledged.ts'
import { mailbox, sendMail, sendRaw, ticketAbout } from './_cast.ts'
import { sendBounce } from './_mail-office.ts'

describe.each(databases)('an acknowledgement, on $name', { timeout: 30_000 }, ({ create }) => {
  let database: TestDatabase
  let here: AcknowledgingOffice
  const write = (mail: Parameters<typeof sendMail>[1]) => sendMail(here.office.smtpPort, mail)
  const threadOf = (ticket: Ticket) => here.sari.messages(ticket.id)

  beforeAll(async () => {
    database = await create()
    here = await openAcknowledging(database)
  })
  afterAll(async () => {
    await here.stop()
    await database.drop()
  })

  it('tells a citizen the number and the hours, as an automatic mail in the citizen’s own thread', async () => {
    const question = {
      from: 'Budi Santoso <budi@example.org>',
      subject: 'Pertanyaan berkas',
      text: 'Halo pak.',
    }
    await write({ ...question, messageId: '<tanya-1@example.org>' })
    const ticket = await ticketAbout(here.sari, 'Pertanyaan berkas')
    const [mail] = await here.mailsTo('budi@example.org')
    expect(mail?.inReplyTo).toBe('<tanya-1@example.org>')
    expect(mail?.references).toEqual('<tanya-1@example.org>')
    expect(mail?.subject).toBe(`Re: Pertanyaan berkas [#${ticket.number}]`)
    expect(mail?.headers.get('auto-submitted')).toBe('auto-replied')
    expect(mail?.headers.get('x-auto-response-suppress')).toBe('DR, RN, NRN, OOF, AutoReply')
    expect(mail?.headers.has('precedence')).toBe(false)
    expect(mail?.text).toContain('Yth. Bapak/Ibu Budi Santoso,')
    expect(mail?.text).toContain(`nomor tiket ${ticket.number}`)
    expect(mail?.text).toContain('hari kerja pukul 07.30-16.00 WIB')
    expect(mail?.text).not.toContain('Apakah ini menjawab')
  })

  it('is written by the system, and leaves the ticket new, waiting and without a first reply', async () => {
    const ticket = await ticketAbout(here.sari, 'Pertanyaan berkas')
    const [asked, ...rest] = await threadOf(ticket)
    expect(rest).toMatchObject([
      { direction: 'outbound', author: { kind: 'system', id: null }, answer: null, seq: 2 },
    ])
    expect(ticket).toMatchObject({
      status: 'new',
      waiting: true,
      firstRepliedAt: null,
      assignee: null,
      preview: 'Halo pak.',
      lastMessageAt: asked?.createdAt,
    })
    expect(Date.parse(ticket.firstReplyDueAt ?? '')).toBeGreaterThan(Date.now())
    expect(Date.parse(ticket.resolutionDueAt ?? '')).toBeGreaterThan(Date.parse(ticket.firstReplyDueAt ?? ''))
  })

  it('carries the answer that the suggester is sure of, and keeps who received it', async () => {
    await write({
      from: 'rina@example.org',
      subject: 'Tanya',
      text: 'biaya perpanjangan SIM A di MPP berapa ya',
    })
    const [mail] = await here.mailsTo('rina@example.org')
    expect(mail?.text).toMatch(/dipilih secara otomatis; seorang petugas tetap akan membaca/)
    expect(mail?.text).toContain('erpanjangan SIM A')
    expect(mail?.text).toMatch(/mohon pastikan kembali/)
    expect(mail?.text).toContain('Apakah ini menjawab pertanyaan Anda?')
    const [written] = automaticOf(await threadOf(await ticketAbout(here.sari, 'Tanya')))
    expect(written).toMatchObject({
      answer: 'sim-perpanjangan/biaya',
      answerVersion: expect.stringMatching(/^\w+$/),
    })
    const { body } = await here.sari.request<{ items: { messageId: number; agent: unknown }[] }>(
      'GET',
      '/answers/sim-perpanjangan/biaya/recipients',
    )
    expect(body.items).toMatchObject([{ messageId: written?.id, agent: null }])
  })

  it('speaks the citizen’s language', async () => {
    await write({
      from: 'ann@example.org',
      subject: 'Building permit (PBG)',
      text: 'What documents do I need for a building permit (PBG)?',
    })
    const [mail] = await here.mailsTo('ann@example.org')
    expect(mail?.text).toMatch(/^Dear Sir or Madam,/)
    expect(mail?.text).toContain('Does this answer your question?')
  })

  it('says when the office opens again, while it is closed', async () => {
    await write({ from: 'jam@example.org', subject: 'Jam buka', text: 'xyzzy' })
    const [mail] = await here.mailsTo('jam@example.org')
    const office = (await (await fetch(`${here.office.url}/api/v1/office`)).json()) as OfficeJson
    const opensAt = formatMoment(Date.parse(office.opensAt ?? ''), 'Asia/Jakarta', 'id')
    if (office.open) expect(mail?.text).toContain('membaca dan menjawabnya pada jam layanan')
    else expect(mail?.text).toContain(`Kami buka kembali ${opensAt}`)
  })

  it('is not sent again for a mail that comes again, nor for what follows in its ticket', async () => {
    const mail = {
      from: 'dua@example.org',
      subject: 'Sekali',
      text: 'satu',
      messageId: '<sekali@example.org>',
    }
    await write(mail)
    await here.mailsTo('dua@example.org')
    await write(mail)
    await write({
      ...mail,
      subject: 'Re: Sekali',
      text: 'dua',
      messageId: '<lagi@example.org>',
      headers: { References: '<sekali@example.org>' },
    })
    await here.turnsOver()
    expect(await here.sentTo('dua@example.org')).toHaveLength(1)
    expect(await threadOf(await ticketAbout(here.sari, 'Sekali'))).toHaveLength(3)
  })

  it('stops no officer who read the citizen’s message alone, and is not what the answer answers', async () => {
    await write({
      from: 'cepat@example.org',
      subject: 'Cepat',
      text: 'tolong',
      messageId: '<cepat@example.org>',
    })
    await here.mailsTo('cepat@example.org')
    const ticket = await ticketAbout(here.sari, 'Cepat')
    const [asked] = await threadOf(ticket)
    const { status, body } = await here.sari.reply(ticket.id, 'Baik.', { lastSeenMessageId: asked?.id })
    expect(status).toBe(201)
    const [, answered] = await here.mailsTo('cepat@example.org', 2)
    expect(answered?.inReplyTo).toBe('<cepat@example.org>')
    expect(answered?.headers.has('auto-submitted')).toBe(false)
    const after = await here.sari.request<Ticket>('GET', `/tickets/${ticket.id}`)
    expect(after.body).toMatchObject({ status: 'open', waiting: false, firstRepliedAt: body.createdAt })
  })

  it('is joined by the citizen who answers it', async () => {
    await write({ from: 'balas@example.org', subject: 'Balasan', text: 'apa kabar berkas saya' })
    const [mail] = await here.mailsTo('balas@example.org')
    const ticket = await ticketAbout(here.sari, 'Balasan')
    await write({
      from: 'balas@example.org',
      subject: mail?.subject ?? '',
      text: 'lagi',
      headers: { 'In-Reply-To': mail?.messageId ?? '' },
    })
    await waitFor(
      async () => (await threadOf(ticket)).some(({ text }) => text.trim() === 'lagi'),
      'the answer',
    )
  })

  it('never greets by a name that is a link', async () => {
    await write({
      from: '"Hadiah www.tipu.example" <korban@example.org>',
      subject: 'Selamat',
      text: 'zzz qqq',
    })
    const [mail] = await here.mailsTo('korban@example.org')
    expect(mail?.text).toMatch(/^Yth\. Bapak\/Ibu,/)
  })

  const cases = readFileSync(new URL('../fixtures/mail/acknowledge.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { header: string; mayAcknowledge: boolean })

  it('never goes to a machine, a list, a no-reply address, a bounce, an officer, or the office itself', async () => {
    const senders: string[] = []
    for (const [index, { header, mayAcknowledge }] of cases.entries()) {
      if (mayAcknowledge) continue
      senders.push(`mesin${index}@example.org`)
      const id = /^message-id:/i.test(header) ? '' : `Message-ID: <mesin${index}@example.org>\r\n`
      const head = `From: mesin${index}@example.org\r\nTo: ${mailbox}\r\nSubject: otomatis ${index}\r\n${id}${header}\r\n`
      await sendRaw(here.office.smtpPort, `${head}\r\nTeks ${index}\r\n`)
    }
    for (const from of ['no-reply@example.org', 'MAILER-DAEMON@example.org', mailbox, admin.email]) {
      senders.push(from)
      await write({ from, subject: `dari ${from}`, text: `teks dari ${from}` })
    }
    await here.turnsOver()
    expect(senders.length).toBeGreaterThan(10)
    for (const sender of senders) expect(await here.sentTo(sender), sender).toEqual([])
    expect(await here.counted('agent')).toBe(1)
    expect(await here.counted('machine')).toBeGreaterThan(2)
  })

  it('is not sent for a mail of last week, as a mailbox holds when it is first connected', async () => {
    const date = new Date(Date.now() - 7 * 24 * 3600_000).toUTCString()
    await write({ from: 'lama@example.org', subject: 'Lama', text: 'surat lama', headers: { Date: date } })
    await here.turnsOver()
    expect(await here.sentTo('lama@example.org')).toEqual([])
    expect(await here.counted('old')).toBe(1)
  })

  it('that bounces is shown as failed, reopens nothing, and is the last to that address', async () => {
    await write({ from: 'penuh@example.org', subject: 'Penuh', text: 'satu' })
    const [mail] = await here.mailsTo('penuh@example.org')
    const ticket = await ticketAbout(here.sari, 'Penuh')
    await here.sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'solved' })
    const messageId = mail?.messageId?.replace(/^<|>$/g, '') ?? ''
    await sendBounce(here.office.smtpPort, { messageId, recipient: 'penuh@example.org', status: '5.2.2' })
    await waitFor(
      async () => automaticOf(await threadOf(ticket))[0]?.delivery?.state === 'failed',
      'the bounce',
    )
    const { body } = await here.sari.request<Ticket>('GET', `/tickets/${ticket.id}`)
    expect(body.status).toBe('solved')
    await write({ from: 'penuh@example.org', subject: 'Penuh lagi', text: 'dua' })
    await here.turnsOver()
    expect(await here.sentTo('penuh@example.org')).toHaveLength(1)
    expect(await here.counted('undeliverable')).toBe(1)
  })

  it('can be switched off', async () => {
    await here.office.stop()
    const off = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: here.sink.url,
      ACKNOWLEDGE: 'off',
    })
    const sari = await off.signIn()
    await sendMail(off.smtpPort, { from: 'mati@example.org', subject: 'Dimatikan', text: 'halo' })
    const ticket = await ticketAbout(sari, 'Dimatikan')
    await sari.reply(ticket.id, 'Halo juga.')
    await here.mailsTo('mati@example.org')
    const written: Message[] = await sari.messages(ticket.id)
    expect(automaticOf(written)).toEqual([])
    await off.stop()
  })
})
