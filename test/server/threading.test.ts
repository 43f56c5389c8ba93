/** Which ticket a mail joins: by what it quotes, and only for those who take part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { messageIdIn } from './_mail-office.ts'
import { mailbox, sendMail, sendRaw } from './_cast.ts'

describe.each(databases)('a mail that goes on, on $name', { timeout: 30_000 }, ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let count = 0

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      MAIL_ALIASES: 'pengaduan@jakarta.go.id',
      SMTP_URL: sink.url,
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  const write = async (
    subject: string,
    quoting: { inReplyTo?: string; references?: string } = {},
    more: { from?: string; to?: string[]; cc?: string[]; headers?: Record<string, string> } = {},
  ) => {
    const messageId = `<jalan${++count}@example.org>`
    const headers = {
      ...more.headers,
      ...(quoting.inReplyTo && { 'In-Reply-To': quoting.inReplyTo }),
      ...(quoting.references && { References: quoting.references }),
    }
    const mail = {
      from: 'Budi <budi@example.org>',
      ...more,
      headers,
      messageId,
      subject,
      text: `isi ${count}`,
    }
    await sendMail(office.smtpPort, mail)
    const message = `isi ${count}`
    const ticket = await waitFor(async () => {
      for (const one of await sari.tickets('limit=20')) {
        if ((await sari.messages(one.id)).some(({ text }) => text.trim() === message)) return one
      }
      return null
    }, `the mail ${subject}`)
    return { ticket, messageId }
  }
  const numberOf = async (id: number) => (await sari.request<Ticket>('GET', `/tickets/${id}`)).body

  it('joins by In-Reply-To and by any id in References, in whatever order', async () => {
    const { ticket, messageId } = await write('Syarat SIUP')
    expect((await write('Re: Syarat SIUP', { inReplyTo: messageId })).ticket.id).toBe(ticket.id)
    const among = `<lain@example.net> ${messageId} <lain-lagi@example.net>`
    expect((await write('Re: Syarat SIUP', { references: among })).ticket.id).toBe(ticket.id)
  })

  it.each(['Re:', 'RE[2]:', 'Bls:', 'AW: RE:', 'Fwd:', 'Trs:', 'Fw: Bls:'])(
    'joins with “%s” before the same subject',
    async (prefix) => {
      const subject = `Izin ${prefix.replace(/\W/g, '')}`
      const { ticket, messageId } = await write(subject)
      const { ticket: joined } = await write(`${prefix} ${subject}`, { references: messageId })
      expect(joined.id).toBe(ticket.id)
    },
  )

  it.each(['Re: Soal lama', 'Fwd: Soal terusan [#12-00001]'])(
    'goes on in a ticket that began with “%s”',
    async (subject) => {
      const { ticket, messageId } = await write(subject)
      expect((await write(subject, { inReplyTo: messageId })).ticket.id).toBe(ticket.id)
    },
  )

  it('opens a new ticket when an old mail is answered about something else', async () => {
    const { ticket, messageId } = await write('Reklame')
    const { ticket: other } = await write('Re: Hal yang lain', { references: messageId })
    expect(other.id).not.toBe(ticket.id)
  })

  it('joins the newer of two tickets whose ids it names', async () => {
    const { messageId: older } = await write('Dua hal')
    const { ticket, messageId: newer } = await write('Dua hal')
    const both = { references: `${newer} ${older}` }
    expect((await write('Re: Dua hal', both)).ticket.id).toBe(ticket.id)
  })

  it('joins by our number in the subject or a plus-address, also with another subject', async () => {
    const { ticket } = await write('Nomor')
    const { number } = await numberOf(ticket.id)
    expect((await write(`Tanya lagi [#${number}]`)).ticket.id).toBe(ticket.id)
    const plus = mailbox.replace('@', `+${number}@`)
    expect((await write('Tanya lewat alamat', {}, { to: [plus] })).ticket.id).toBe(ticket.id)
    expect((await write('Tanya lewat tembusan', {}, { cc: [plus] })).ticket.id).toBe(ticket.id)
  })

  it('takes no other system’s number for ours, and leaves it in the subject', async () => {
    const { ticket } = await write('Angka')
    const { number } = await numberOf(ticket.id)
    for (const subject of [`[kantor-lain #${number}] Angka`, `[#99-99999] Angka`, `Angka #${number}`]) {
      const { ticket: other } = await write(subject)
      expect(other.id).not.toBe(ticket.id)
      expect(other.subject).toBe(subject)
    }
    const ours = `Re: [remote #79] Angka [#12-00001] [#${number}]`
    expect((await write(ours)).ticket.id).not.toBe(undefined)
  })

  it('joins by the number of ours that is known, whatever other numbers stand beside it', async () => {
    const { ticket } = await write('Beberapa nomor')
    const { number } = await numberOf(ticket.id)
    expect((await write(`Re: [#12-00001] Beberapa nomor [#${number}]`)).ticket.id).toBe(ticket.id)
  })

  it('is found by an id that only an earlier mail of the thread named', async () => {
    const lost = '<tidak-pernah-sampai@example.org>'
    const { ticket } = await write('Yang hilang', { inReplyTo: lost })
    expect((await write('Re: Yang hilang', { references: lost })).ticket.id).toBe(ticket.id)
  })

  it('gathers no strangers by an id that several share', async () => {
    const shared = '<sama@cetakan.example>'
    const { ticket } = await write('Salinan', { references: shared })
    const stranger = { from: 'Ani <ani@example.net>' }
    const { ticket: other } = await write('Salinan', { references: shared }, stranger)
    expect(other.id).not.toBe(ticket.id)
    expect(other.possibleFollowUpOf).toBe(ticket.id)
    const { ticket: empty } = await write('Re: Salinan', { inReplyTo: '<>', references: '<>' }, stranger)
    expect([ticket.id, other.id]).not.toContain(empty.id)
  })

  it('knows its sender in whatever letter case, and keeps the name that stands', async () => {
    const first = await write('Huruf besar', {}, { from: 'tini@example.org' })
    const second = await write('Huruf besar lagi', {}, { from: 'Tini Hartini <TINI@Example.ORG>' })
    expect(second.ticket.contact.id).toBe(first.ticket.contact.id)
    expect(second.ticket.contact.name).toBe('Tini Hartini')
    const third = await write('Huruf besar ketiga', {}, { from: 'Bu Tini <tini@example.org>' })
    expect(third.ticket.contact.name).toBe('Tini Hartini')
  })

  it('without a sender is nobody known, and joins no other such mail’s ticket', async () => {
    const raw = (id: string, quoted = '') =>
      `Message-ID: <${id}@example.org>\r\n${quoted}Subject: Surat kaleng\r\n\r\nTanpa nama ${id}.\r\n`
    await sendRaw(office.smtpPort, raw('kaleng1'))
    await sendRaw(office.smtpPort, raw('kaleng2', 'In-Reply-To: <kaleng1@example.org>\r\n'))
    const tickets = await waitFor(async () => {
      const found = (await sari.tickets('limit=20')).filter(({ subject }) => subject === 'Surat kaleng')
      return found.length === 2 && found
    }, 'two tickets')
    expect(new Set(tickets.map(({ contact }) => contact.id)).size).toBe(2)
    expect(tickets.map(({ contact }) => contact.identities)).toEqual([[], []])
    const [message] = await sari.messages(tickets[0]?.id ?? 0)
    expect(message?.author).not.toHaveProperty('address')
    expect((await sari.reply(tickets[0]?.id ?? 0, 'Kepada siapa?')).status).toBe(422)
  })

  it('of our own that comes back is known, and opens nothing', async () => {
    const { ticket } = await write('Salinan sendiri')
    await sari.reply(ticket.id, 'Ini jawabannya.')
    const sent = await waitFor(
      () => sink.mails.find(({ raw }) => raw.toString().includes('Salinan sendiri')),
      'the answer',
    )
    expect(messageIdIn(sent.raw)).toMatch(/^tanya\./)
    const before = (await sari.request<Record<string, number>>('GET', '/mails/ledger')).body
    await sendRaw(office.smtpPort, sent.raw)
    const after = (await sari.request<Record<string, number>>('GET', '/mails/ledger')).body
    expect(after).toEqual({ ...before, duplicate: (before['duplicate'] ?? 0) + 1 })
    expect(await sari.messages(ticket.id)).toHaveLength(2)
  })

  it('never makes another mailbox of the office somebody who takes part', async () => {
    const { ticket } = await write('Dua kotak', {}, { to: [mailbox, 'pengaduan@jakarta.go.id'] })
    const [message] = await sari.messages(ticket.id)
    expect(message?.cc).toEqual([])
  })

  describe('with a Reply-To', () => {
    const answered = async (ticketId: number, text: string) => {
      await sari.reply(ticketId, text)
      const mail = await waitFor(() => sink.mails.find(({ raw }) => raw.toString().includes(text)), text)
      return mail.to
    }
    const form = 'Formulir <formulir@situs.example>'

    it('is answered there, and whoever writes from there takes part', async () => {
      const headers = { 'Reply-To': 'Wati <wati@example.org>' }
      const { ticket, messageId } = await write('Lewat formulir', {}, { from: form, headers })
      expect(await answered(ticket.id, 'Kepada Wati saja.')).toEqual(['wati@example.org'])
      const { ticket: joined } = await write(
        'Re: Lewat formulir',
        { inReplyTo: messageId },
        { from: 'Wati <wati@example.org>' },
      )
      expect(joined.id).toBe(ticket.id)
    })

    it('of another writer by the same form goes to that one', async () => {
      const headers = { 'Reply-To': 'tono@example.org' }
      const { ticket } = await write('Formulir kedua', {}, { from: form, headers })
      expect(await answered(ticket.id, 'Kepada Tono saja.')).toEqual(['tono@example.org'])
    })

    it('in a later mail that nothing proves is not followed: it would lead answers away', async () => {
      const { ticket, messageId } = await write('Dibelokkan')
      const headers = { 'Reply-To': 'maling@example.net' }
      const { ticket: joined } = await write('Re: Dibelokkan', { inReplyTo: messageId }, { headers })
      expect(joined.id).toBe(ticket.id)
      expect(await answered(ticket.id, 'Kepada Budi saja.')).toEqual(['budi@example.org'])
    })
  })

  describe('from a stranger who quotes a ticket', () => {
    const stranger = { from: 'Sekretaris <sekretaris@kantor.example>' }
    const settle = (id: number, confirmed: boolean) =>
      sari.request<Ticket>('POST', `/tickets/${id}/follow-up`, { confirmed })

    it('goes on in that ticket once an agent confirms it, and takes part from then on', async () => {
      const { ticket, messageId } = await write('Izin klinik')
      const quoting = { inReplyTo: messageId }
      const { ticket: apart, messageId: theirs } = await write('Re: Izin klinik', quoting, stranger)
      expect(apart.possibleFollowUpOf).toBe(ticket.id)
      const merged = await settle(apart.id, true)
      expect(merged).toMatchObject({ status: 200, body: { id: ticket.id, waiting: true } })
      const messages = await sari.messages(ticket.id)
      expect(messages.map(({ seq, author }) => [seq, author.address])).toEqual([
        [1, 'budi@example.org'],
        [2, 'sekretaris@kantor.example'],
      ])
      expect(await numberOf(apart.id)).toMatchObject({
        status: 'closed',
        waiting: false,
        possibleFollowUpOf: null,
        mergedInto: ticket.id,
      })
      const { ticket: joined } = await write('Re: Izin klinik', { inReplyTo: theirs }, stranger)
      expect(joined.id).toBe(ticket.id)
      const { ticket: byNumber } = await write(`Tanya [#${apart.number}]`, {}, stranger)
      expect(byNumber.id).toBe(ticket.id)
      expect((await sari.tickets(`q=sekretaris`)).map(({ id }) => id)).toContain(apart.id)
      expect((await settle(apart.id, true)).status).toBe(409)
    })

    it('is known by its own subject too once it was merged', async () => {
      const { ticket } = await write('Izin salon')
      const titled = `Titipan berkas [#${ticket.number}]`
      const { ticket: apart, messageId: theirs } = await write(titled, {}, stranger)
      await settle(apart.id, true)
      const { ticket: joined } = await write('Re: Titipan berkas', { inReplyTo: theirs }, stranger)
      expect(joined.id).toBe(ticket.id)
    })

    it('stays apart when an agent says so', async () => {
      const { ticket, messageId } = await write('Izin toko')
      const { ticket: apart } = await write('Re: Izin toko', { inReplyTo: messageId }, stranger)
      expect((await settle(apart.id, false)).body).toMatchObject({ id: apart.id, possibleFollowUpOf: null })
      expect(await sari.messages(ticket.id)).toHaveLength(1)
      expect((await settle(ticket.id, false)).status).toBe(409)
      expect((await settle(99_999, true)).status).toBe(404)
    })

    it('is not moved while an answer to it is on its way', async () => {
      const { messageId } = await write('Izin warung')
      const { ticket: apart } = await write('Re: Izin warung', { inReplyTo: messageId }, stranger)
      sink.behave('451-rcpt')
      await sari.reply(apart.id, 'Mohon tunggu.')
      expect((await settle(apart.id, true)).status).toBe(409)
      sink.behave('accept')
    })
  })

  it('opens a solved ticket again', async () => {
    const { ticket, messageId } = await write('Sudah selesai')
    await sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'solved' })
    await write('Re: Sudah selesai', { inReplyTo: messageId })
    const now = await numberOf(ticket.id)
    expect(now).toMatchObject({ status: 'open', waiting: true })
    const messages: Message[] = await sari.messages(ticket.id)
    expect(messages).toHaveLength(2)
  })
})
