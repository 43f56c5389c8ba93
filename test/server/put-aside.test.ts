/** A citizen's mail that looked like a machine's is put aside; whoever sees it makes a ticket of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mail, MailPage } from '../../server/wire/mail.ts'
import { databases } from '../_databases.ts'
import type { Client } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { sendMail, ticketAbout } from './_cast.ts'
import { openMailOffice, type MailOffice } from './_mail-office.ts'
import { addColleague } from './_staff.ts'

describe.each(databases)('a mail that was put aside, on $name', { timeout: 30_000 }, ({ create }) => {
  let mail: MailOffice
  let joko: Client

  beforeAll(async () => {
    mail = await openMailOffice(create, { ACKNOWLEDGE: 'on' })
    joko = await addColleague(mail.office, 'Joko')
  })
  afterAll(() => mail.close())

  async function putAside(subject: string, headers: Record<string, string>): Promise<Mail> {
    await sendMail(mail.office.smtpPort, {
      from: 'Wati <wati@warga.example>',
      subject,
      text: 'Apa syaratnya?',
      headers,
    })
    const { body } = await joko.request<MailPage>('GET', `/mails?q=${encodeURIComponent(subject)}`)
    const [found] = body.items
    if (!found) throw new Error('it never came')
    return found
  }
  const open = (id: number) => joko.request<Mail>('POST', `/mails/${id}/ticket`)

  it.each([
    ['a list’s', 'Izin milis', { Precedence: 'bulk' }, 'list'],
    ['a machine’s', 'Formulir kontak', { 'Auto-Submitted': 'auto-generated' }, 'auto-reply'],
  ])(
    'as %s becomes a ticket when an agent says so, once, and is acknowledged to nobody',
    async (_what, subject, headers, bucket) => {
      const before = await putAside(subject, headers)
      expect(before).toMatchObject({ bucket, putAside: true, ticket: null })
      const counts = async () => (await joko.request<MailPage>('GET', '/mails?limit=1')).body.counts
      const total = (all: Record<string, number>) => Object.values(all).reduce((sum, count) => sum + count, 0)
      const sum = total(await counts())
      const { status, body } = await open(before.id)
      expect(status).toBe(200)
      expect(body).toMatchObject({ bucket: 'ticket', putAside: false, ticket: { subject } })
      const ticket = await ticketAbout(mail.sari, subject)
      expect(ticket).toMatchObject({ contact: { name: 'Wati' }, status: 'new', waiting: true })
      expect(total(await counts())).toBe(sum)
      expectProblem(await open(before.id), 409)
      expect((await mail.sari.messages(ticket.id)).map(({ direction }) => direction)).toEqual(['inbound'])
    },
  )

  it('joins no ticket that it names: nobody looked into who sent it', async () => {
    await sendMail(mail.office.smtpPort, {
      from: 'Wati <wati@warga.example>',
      subject: 'Perkara',
      text: 'Rahasia.',
    })
    const { id, number } = await ticketAbout(mail.sari, 'Perkara')
    const aside = await putAside(`Re: Perkara [#${number}]`, { Precedence: 'bulk' })
    const { body } = await open(aside.id)
    expect(body.ticket?.id).not.toBe(id)
    expect(body.bucket).toBe('ticket')
  })

  it('is only what was put aside', async () => {
    const { body } = await joko.request<MailPage>('GET', '/mails?bucket=ticket')
    expectProblem(await open(body.items[0]?.id ?? 0), 409)
    expectProblem(await open(999_999), 404)
  })
})
