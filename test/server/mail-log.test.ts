/** The log of what came in: found by bucket and words, shown raw to admins, taken in again. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Mail, MailPage } from '../../server/wire/mail.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { mailbox, sendMail, sendRaw, ticketAbout } from './_cast.ts'
import { addColleague } from './_staff.ts'

describe.each(databases)('the mail log, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let joko: Client

  beforeAll(async () => {
    database = await create()
    office = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      LOG_LEVEL: 'silent',
    })
    sari = await office.signIn()
    joko = await addColleague(office, 'Joko')
    const budi = 'Budi Santoso <Budi@warga.example>'
    await sendMail(office.smtpPort, { from: budi, subject: 'Biaya 100% izin', text: 'Berapa?' })
    await sendMail(office.smtpPort, { from: 'Rina <rina@warga.example>', subject: 'Reklame', text: 'Halo' })
    const machine = { from: 'mesin@warga.example', subject: 'Re: Reklame', text: 'Saya cuti' }
    await sendMail(office.smtpPort, { ...machine, headers: { 'Auto-Submitted': 'auto-replied' } })
    await quarantine('Rusak di jalan')
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  async function alter(command: string): Promise<void> {
    const db = openDb(database.url)
    await sql.raw(command).execute(db.migrationTarget)
    await db.close()
  }

  /** Comes in while it cannot be put anywhere. */
  async function quarantine(subject: string): Promise<void> {
    await alter('alter table identities rename to away')
    const words = [`From: Tono <tono@warga.example>`, `Subject: ${subject}`, '', 'Apakah sampai?']
    await sendRaw(office.smtpPort, words.join('\r\n'))
    await alter('alter table away rename to identities')
  }

  const log = async (query = '', client = joko) =>
    (await client.request<MailPage>('GET', `/mails?${query}`)).body
  const subjects = async (query: string) => (await log(query)).items.map(({ subject }) => subject)
  const quarantined = async () => {
    const [mail] = (await log('bucket=quarantined')).items
    if (!mail) throw new Error('nothing is quarantined')
    return mail
  }
  const rawOf = (client: Client, id: number) =>
    fetch(`${office.url}/api/v1/mails/${id}/raw`, { headers: { cookie: client.cookie } })

  it('tells of every mail, the newest first, and counts them by bucket', async () => {
    const { items, counts } = await log()
    expect(items.map(({ subject }) => subject)).toEqual([
      'Rusak di jalan',
      'Re: Reklame',
      'Reklame',
      'Biaya 100% izin',
    ])
    expect(counts).toMatchObject({ ticket: 2, 'auto-reply': 1, quarantined: 1, bounce: 0 })
    const ticket = await ticketAbout(sari, 'Biaya 100% izin')
    expect(items[3]).toMatchObject({
      from: { address: 'budi@warga.example', name: 'Budi Santoso' },
      bucket: 'ticket',
      error: null,
      source: 'smtp',
      ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject },
    })
    expect(items[0]).toMatchObject({
      from: { address: 'tono@warga.example', name: 'Tono' },
      bucket: 'quarantined',
      error: expect.stringContaining('identities') as string,
      ticket: null,
    })
  })

  it('finds by bucket, and by words in subject, sender and ticket number', async () => {
    const { number } = await ticketAbout(sari, 'Reklame')
    expect(await subjects('bucket=auto-reply')).toEqual(['Re: Reklame'])
    expect(await subjects('q=REKLAME')).toEqual(['Re: Reklame', 'Reklame'])
    expect(await subjects('q=santoso')).toEqual(['Biaya 100% izin'])
    expect(await subjects('q=rina@')).toEqual(['Reklame'])
    expect(await subjects(`q=${number}`)).toEqual(['Reklame'])
    expect(await subjects('q=100%25')).toEqual(['Biaya 100% izin'])
    expect(await subjects('q=100_')).toEqual([])
    expectProblem(await joko.request('GET', '/mails?bucket=spam'), 400)
  })

  it('comes page by page', async () => {
    const seen: (string | null)[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: MailPage = await log(`limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ subject }) => subject))
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
  })

  it('gives the mail as it came to admins alone, as a file that no browser opens', async () => {
    const { id } = await quarantined()
    const raw = await rawOf(sari, id)
    expect(raw.status).toBe(200)
    expect(raw.headers.get('content-type')).toBe('message/rfc822')
    expect(raw.headers.get('content-disposition')).toBe(`attachment; filename=surel-${id}.eml`)
    expect(raw.headers.get('x-content-type-options')).toBe('nosniff')
    expect(raw.headers.get('cache-control')).toBe('no-store')
    expect(await raw.text()).toContain('Apakah sampai?')
    expect((await rawOf(joko, id)).status).toBe(403)
    expect((await rawOf(sari, 999)).status).toBe(404)
  })

  it('calls for a mail in quarantine until somebody has seen to it, who need be no admin', async () => {
    const { id, settledAt } = await quarantined()
    expect(settledAt).toBeNull()
    expect((await log()).calling).toBe(1)
    const done = await joko.request<Mail>('POST', `/mails/${id}/settle`)
    expect(done).toMatchObject({
      status: 200,
      body: { id, bucket: 'quarantined', settledAt: expect.any(String) as string },
    })
    expect(await log()).toMatchObject({ calling: 0, counts: { quarantined: 1 } })
    const ticket = (await log('bucket=ticket')).items[0]
    expectProblem(await joko.request('POST', `/mails/${ticket?.id}/settle`), 409)
    expectProblem(await joko.request('POST', '/mails/999/settle'), 404)
  })

  it('takes a mail in again when an admin says so, and once', async () => {
    const { id } = await quarantined()
    expectProblem(await joko.request('POST', `/mails/${id}/replay`), 403)
    const again = await sari.request<Mail>('POST', `/mails/${id}/replay`)
    expect(again).toMatchObject({ status: 200, body: { id, bucket: 'ticket', error: null } })
    const ticket = await ticketAbout(sari, 'Rusak di jalan')
    expect(again.body.ticket?.id).toBe(ticket.id)
    expect((await log()).counts).toMatchObject({ ticket: 3, quarantined: 0 })
    const third = await sari.request<Mail>('POST', `/mails/${id}/replay`)
    expect(third.body).toEqual(again.body)
    expect(await sari.messages(ticket.id)).toHaveLength(1)
    expectProblem(await sari.request('POST', '/mails/999/replay'), 404)
  })
})
