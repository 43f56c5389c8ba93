/** What a caller tells of themselves: written down by the officer, it is a way to answer, and proves nothing. */
import { afterEach, describe, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../_databases.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { waitFor } from '../_office.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { expectProblem } from './_ask.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'
import { citizen, openTelephone, type TelephoneOffice } from './_telephone.ts'

let house: TelephoneOffice
let sink: SmtpSink
let database: TestDatabase | null = null
afterEach(async () => {
  await house.stop()
  await sink.stop()
  await database?.drop()
  database = null
})

async function open(databaseUrl?: string): Promise<void> {
  sink = await startSmtpSink()
  const env = { MAIL_ADDRESS: mailbox, SMTP_URL: sink.url }
  house = await openTelephone({ isOpen: true, env, ...(databaseUrl && { databaseUrl }) })
}
const tells = (ticketId: number, told: object) =>
  house.sari.request<Ticket>('PATCH', `/tickets/${ticketId}/contact`, told)

describe.each(databases)('a caller, on $name', ({ create }) => {
  it('is answered by e-mail while talking, at the address they say', async () => {
    database = await create()
    await open(database.url)
    const caller = await house.ring()
    await caller.press('0')
    const { id } = await house.ticketOf(caller)
    const byMail = () => house.sari.reply(id, 'Tidak dipungut biaya.', { channel: 'email' })
    expect((await byMail()).status).toBe(422)
    const told = await tells(id, { name: 'Budi Santoso', email: 'Budi@Example.org' })
    // Nothing was said in the ticket: how long ago it was closed, and such, goes by that.
    expect(told.body.updatedAt).toBe((await house.ticketOf(caller)).updatedAt)
    expect(told).toMatchObject({
      status: 200,
      body: {
        contact: {
          name: 'Budi Santoso',
          identities: [
            { kind: 'phone', address: citizen, verified: false },
            { kind: 'email', address: 'budi@example.org', verified: false },
          ],
        },
      },
    })
    expect((await byMail()).status).toBe(201)
    const mail = await waitFor(() => sink.mails[0], 'the answer')
    expect(mail.raw.toString()).toMatch(/^To: .*budi@example\.org/m)
    for (const q of ['Santoso', 'budi@example.org'])
      expect(await house.sari.tickets(`q=${encodeURIComponent(q)}`)).toMatchObject([{ id }])
    await caller.hangUp()
  })
})

describe('what was told', () => {
  it('is told to every screen, replaced when it was misheard, and taken back', async () => {
    await open()
    const screen = await house.office.desk(house.sari)
    const caller = await house.ring('anonymous')
    const { id } = await house.ticketOf(caller)
    await tells(id, { email: 'bidu@example.org' })
    await screen.until<{ ticket: Ticket }>('ticket:changed', ({ ticket }) =>
      ticket.contact.identities.some(({ address }) => address === 'bidu@example.org'),
    )
    const { body } = await tells(id, { email: 'budi@example.org', phone: '0812-3456-789' })
    const addresses = ({ contact }: Ticket) =>
      contact.identities.filter(({ kind }) => kind !== 'chat').map(({ address }) => address)
    expect(addresses(body)).toEqual(['budi@example.org', citizen])
    expect(addresses((await tells(id, { email: null })).body)).toEqual([citizen])
  })

  it('makes nobody the owner of that address, and shows nobody’s earlier tickets', async () => {
    await open()
    const from = 'Rina <rina@example.org>'
    await sendMail(house.office.smtpPort, { from, subject: 'Rahasia', text: 'Izin saya' })
    const caller = await house.ring()
    const { id } = await house.ticketOf(caller)
    await tells(id, { email: 'rina@example.org' })
    const { body } = await house.sari.request<{ earlier: unknown[] }>('GET', `/tickets/${id}/citizen`)
    expect(body.earlier).toEqual([])
    await sendMail(house.office.smtpPort, { from, subject: 'Lagi', text: 'Satu lagi' })
    const [first, second] = [await ticketAbout(house.sari, 'Rahasia'), await ticketAbout(house.sari, 'Lagi')]
    expect(second.contact.id).toBe(first.contact.id)
  })

  it('takes no address’s place that is theirs, and is no number when it is none', async () => {
    await open()
    const caller = await house.ring()
    const { id } = await house.ticketOf(caller)
    expect(expectProblem(await tells(id, { phone: '0811 1111 111' }), 422)).toEqual(['phone'])
    expect(expectProblem(await tells(id, { phone: 'rumah' }), 422)).toEqual(['phone'])
    expect(expectProblem(await tells(id, { email: 'budi' }), 400)).toEqual(['email'])
    expect((await tells(id + 100, { name: 'Budi' })).status).toBe(404)
  })
})
