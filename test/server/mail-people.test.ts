import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Session } from '../../server/wire/session.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { expectProblem } from './_ask.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'

describe.each(databases)('the people of a mail, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sink: SmtpSink
  let sari: Client

  beforeAll(async () => {
    database = await create()
    sink = await startSmtpSink()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await sink.stop()
    await database.drop()
  })

  const budi = '"Budi" <budi@warga.example>'
  let count = 0
  /** Budi writes about something, with a copy to his notary and, by mistake, to half the street. */
  async function writeIn(
    change: { to?: string[]; cc?: string[] } = {},
  ): Promise<{ ticket: Ticket; id: string }> {
    const subject = `Balik nama ${++count}`
    const id = `<balik.${count}.${database.url.length}@warga.example>`
    await sendMail(office.smtpPort, {
      from: budi,
      subject,
      text: 'Syaratnya apa?',
      messageId: id,
      cc: ['"Ibu Notaris" <Notaris@kantor.example>'],
      ...change,
    })
    return { ticket: await ticketAbout(sari, subject), id }
  }
  const answerTo = (ticket: Ticket, id: string, from: string, text: string) =>
    sendMail(office.smtpPort, {
      from,
      subject: `Re: ${ticket.subject}`,
      text,
      headers: { 'In-Reply-To': id },
    })
  const inbound = async (ticket: Ticket) =>
    (await sari.messages(ticket.id)).filter(({ direction }) => direction === 'inbound')
  const sentTo = (text: string) =>
    waitFor(() => sink.mails.find(({ raw }) => raw.includes(text)), `the mail “${text}”`).then(({ to }) => to)

  it('are those in To and Cc, without the office and the sender', async () => {
    const to = [mailbox, mailbox.replace('@', '+26-00001@'), 'ketua.rt@warga.example']
    const { ticket } = await writeIn({ to, cc: ['notaris@kantor.example', 'BUDI@warga.example', 'rusak'] })
    expect((await inbound(ticket))[0]?.cc.map(({ address }) => address)).toEqual([
      'ketua.rt@warga.example',
      'notaris@kantor.example',
    ])
  })

  it('take part: an answer of the notary joins, as hers, and a stranger’s does not', async () => {
    const { ticket, id } = await writeIn()
    await answerTo(ticket, id, 'notaris@kantor.example', 'Akta sudah saya siapkan.')
    await waitFor(async () => (await inbound(ticket)).length === 2, 'the notary’s word')
    expect((await inbound(ticket))[1]).toMatchObject({
      author: { name: null, address: 'notaris@kantor.example' },
      text: 'Akta sudah saya siapkan.',
    })
    const { body } = await sari.request<Ticket>('GET', `/tickets/${ticket.id}`)
    expect(body.contact.identities.map(({ address }) => address)).toEqual(['budi@warga.example'])
    await answerTo(ticket, id, 'orang.lain@jauh.example', `Saya orang asing ${count}`)
    const other = await waitFor(
      async () =>
        (await sari.tickets('limit=100')).find(({ possibleFollowUpOf }) => possibleFollowUpOf === ticket.id),
      'the stranger’s own ticket',
    )
    expect(other.id).not.toBe(ticket.id)
    expect(await inbound(ticket)).toHaveLength(2)
  })

  it('receive a copy of the answer, unless the agent says otherwise', async () => {
    const { ticket } = await writeIn()
    const { body } = await sari.reply(ticket.id, `Untuk semua ${count}`)
    expect(body.cc).toEqual([{ address: 'notaris@kantor.example', name: 'Ibu Notaris' }])
    expect(await sentTo(`Untuk semua ${count}`)).toEqual(['budi@warga.example', 'notaris@kantor.example'])
    await sari.reply(ticket.id, `Hanya Budi ${count}`, { cc: [] })
    expect(await sentTo(`Hanya Budi ${count}`)).toEqual(['budi@warga.example'])
  })

  it('are joined by whom an agent adds', async () => {
    const { ticket, id } = await writeIn({ cc: [] })
    await sari.reply(ticket.id, `Mohon Pak Lurah ${count}`, {
      cc: ['Lurah@dki.example', 'budi@warga.example'],
    })
    expect(await sentTo(`Mohon Pak Lurah ${count}`)).toEqual(['budi@warga.example', 'lurah@dki.example'])
    await answerTo(ticket, id, 'lurah@dki.example', 'Sudah saya cek.')
    await waitFor(async () => (await inbound(ticket)).length === 2, 'the answer of the lurah')
    // He wrote last, so the next answer goes to him too.
    await sari.reply(ticket.id, `Terima kasih ${count}`)
    expect(await sentTo(`Terima kasih ${count}`)).toEqual(['budi@warga.example', 'lurah@dki.example'])
  })

  it('are never the office itself: its answers would come back to it', async () => {
    const { ticket } = await writeIn()
    const cc = [mailbox.toUpperCase(), mailbox.replace('@', '+26-00001@'), 'lurah@dki.example']
    await sari.reply(ticket.id, `Tidak untuk kami ${count}`, { cc })
    expect(await sentTo(`Tidak untuk kami ${count}`)).toEqual(['budi@warga.example', 'lurah@dki.example'])
    await sendMail(office.smtpPort, { from: mailbox, subject: `Diri sendiri ${count}`, text: 'Halo' })
    const own = await ticketAbout(sari, `Diri sendiri ${count}`)
    expect(expectProblem(await sari.reply(own.id, 'Halo juga'), 422)).toEqual(['channel'])
  })

  it('are addresses, and not too many', async () => {
    const { ticket } = await writeIn()
    const many = Array.from({ length: 21 }, (_, n) => `w${n}@x.example`)
    for (const cc of [['budi'], many]) expectProblem(await sari.reply(ticket.id, 'Baik.', { cc }), 400)
    const { ticket: crowd } = await writeIn({ cc: Array.from({ length: 60 }, (_, n) => `w${n}@x.example`) })
    expect((await inbound(crowd))[0]?.cc).toHaveLength(40)
  })

  it('open a closed ticket again for two weeks; later a new one is opened and linked', async () => {
    const { ticket, id } = await writeIn()
    const me = (await sari.request<Session>('GET', '/session')).body.agent.id
    await sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'closed', assigneeId: me })
    await answerTo(ticket, id, budi, 'Masih ada satu lagi.')
    await waitFor(async () => (await inbound(ticket)).length === 2, 'the late word')
    const reopened = (await sari.request<Ticket>('GET', `/tickets/${ticket.id}`)).body
    expect(reopened).toMatchObject({ status: 'open', assignee: { id: me } })

    await sari.request('PATCH', `/tickets/${ticket.id}`, { status: 'closed' })
    const db = openDb(database.url)
    const long = Date.now() - 15 * 24 * 3600_000
    await db.write((tx) =>
      tx.updateTable('tickets').set({ updated_at: long }).where('id', '=', ticket.id).execute(),
    )
    await db.close()
    await answerTo(ticket, id, budi, 'Setahun kemudian.')
    const later = await waitFor(
      async () =>
        (await sari.tickets('limit=100')).find(({ possibleFollowUpOf }) => possibleFollowUpOf === ticket.id),
      'the new ticket',
    )
    expect((await sari.messages(later.id)).map(({ text }: Message) => text)).toEqual(['Setahun kemudian.'])
  })
})
