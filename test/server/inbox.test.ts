import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { page, type Page } from '../../server/wire/page.ts'
import { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { sendMail, startChat, ticketAbout, twilioEnv, twilioFor } from './_cast.ts'

describe.each(databases)('the inbox, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let doctor: Ticket
  let krk: Ticket
  let grave: Ticket
  let english: Ticket
  const all = () => [doctor, krk, grave, english]
  const numbers = async (query: string) => (await sari.tickets(query)).map((one) => one.number)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, CHAT_STARTS_PER_MINUTE: '10000', ...twilioEnv })
    sari = await office.signIn()
    await sendMail(office.smtpPort, {
      from: '"Budi Santoso" <budi.santoso@mail-kita.example>',
      subject: 'Syarat SIP dokter umum',
      text: 'Mohon info persyaratannya yang berlaku untuk praktik di Tebet.',
    })
    doctor = await ticketAbout(sari, 'Syarat SIP dokter umum')
    await startChat(office, {
      name: 'Rina Wulandari',
      email: 'rina@contoh.example',
      phone: '0812-9876-5432',
      text: 'berapa lama krk pak?',
    })
    krk = await ticketAbout(sari, 'berapa lama krk pak?')
    await twilioFor(office).receiveFrom('sms', '+628123456789', 'perpanjang makam ortu bayar berapa skrg')
    grave = await ticketAbout(sari, 'perpanjang makam ortu bayar berapa skrg')
    await startChat(office, { name: 'Kate', text: 'How do I renew my café permit?', language: 'en' })
    english = await ticketAbout(sari, 'How do I renew my café permit?')
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('is a page of tickets as described, latest activity first', async () => {
    const { status, body } = await sari.request('GET', '/tickets')
    expect(status).toBe(200)
    const { items, nextCursor } = page(Ticket.strict()).parse(body)
    expect(items.map((one) => one.channel)).toEqual(['chat', 'sms', 'chat', 'email'])
    expect(nextCursor).toBeNull()
    expect(items[3]).toMatchObject({
      contact: {
        name: 'Budi Santoso',
        identities: [{ kind: 'email', address: 'budi.santoso@mail-kita.example', verified: false }],
      },
      status: 'new',
      priority: 'normal',
      assignee: null,
      tags: [],
      waiting: true,
    })
  })

  it('gives one ticket as the list does', async () => {
    const { body } = await sari.request<Ticket>('GET', `/tickets/${krk.id}`)
    expect(Ticket.strict().parse(body)).toEqual(krk)
    expect(body.contact.identities).toContainEqual({
      kind: 'phone',
      address: '+6281298765432',
      verified: false,
      told: true,
    })
  })

  it('moves a ticket up when somebody writes in it, and not for a note', async () => {
    await sari.request('POST', `/tickets/${doctor.id}/notes`, { text: 'cek dulu' })
    expect((await numbers('')).at(-1)).toBe(doctor.number)
    await twilioFor(office).receiveFrom('sms', '+628123456789', 'halo pak?')
    expect((await numbers(''))[0]).toBe(grave.number)
    expect((await numbers('sort=-createdAt'))[0]).toBe(english.number)
  })

  it.each([
    ['-lastMessageAt', 'lastMessageAt', -1],
    ['lastMessageAt', 'lastMessageAt', 1],
    ['-createdAt', 'createdAt', -1],
    ['createdAt', 'createdAt', 1],
  ] as const)('sorts by %s', async (sort, field, sign) => {
    const times = (await sari.tickets(`sort=${sort}`)).map((one) => one[field])
    expect(times).toHaveLength(4)
    expect(times).toEqual([...times].sort((a, b) => sign * (a < b ? -1 : a > b ? 1 : 0)))
  })

  describe('filters by', () => {
    beforeAll(async () => {
      const me = (await sari.request<{ agent: { id: number } }>('GET', '/session')).body.agent.id
      const patches: [Ticket, object][] = [
        [doctor, { tags: ['kesehatan', 'segera'], status: 'pending' }],
        [krk, { tags: ['bangunan'], assigneeId: me, service: 'krk-irk' }],
        [grave, { tags: ['segera'], status: 'solved' }],
      ]
      for (const [ticket, patch] of patches) {
        expect((await sari.request('PATCH', `/tickets/${ticket.id}`, patch)).status).toBe(200)
      }
    })

    it.each<[string, () => Ticket[]]>([
      ['status=pending', () => [doctor]],
      ['status=new', () => [krk, english]],
      ['status=solved,pending', () => [doctor, grave]],
      ['status=closed', () => []],
      ['channel=email', () => [doctor]],
      ['channel=chat', () => [krk, english]],
      ['channel=sms,email', () => [doctor, grave]],
      ['channel=voice', () => []],
      ['assignee=me', () => [krk]],
      ['assignee=none', () => [doctor, grave, english]],
      ['assignee=999999', () => []],
      ['tag=segera', () => [doctor, grave]],
      ['tag=sege', () => []],
      ['service=krk-irk', () => [krk]],
      ['service=unbekannt', () => []],
      ['tag=segera&status=solved', () => [grave]],
      ['channel=chat&assignee=none&status=new', () => [english]],
      ['tag=segera&q=tebet', () => [doctor]],
      ['', all],
    ])('%s', async (query, expected) => {
      expect((await numbers(`${query}&sort=createdAt`)).sort()).toEqual(
        expected()
          .map((one) => one.number)
          .sort(),
      )
    })

    it.each([
      'status=neu',
      'status=new,',
      'channel=fax',
      'assignee=sari',
      'assignee=-1',
      'sort=subject',
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=2.5',
      'limit=viele',
      'limit=',
      'limit=1&limit=2',
      'cursor=x',
      'cursor=',
      `cursor=${Buffer.from('1.').toString('base64url')}`,
      `cursor=${Buffer.from("1.1'--").toString('base64url')}`,
      `cursor=${'A'.repeat(201)}`,
      `q=${'a'.repeat(201)}`,
      'tag=%00',
      'q[$ne]=1',
      'unknown=1',
    ])('nothing when asked %s, and says what is wrong', async (query) => {
      const paths = expectProblem(await sari.request('GET', `/tickets?${query}`), 400)
      expect(paths.length).toBeGreaterThan(0)
    })
  })

  describe('finds by q', () => {
    it.each<[string, () => Ticket[]]>([
      ['dokter', () => [doctor]],
      ['DOKTER', () => [doctor]],
      ['dok', () => [doctor]],
      ['dokter syarat', () => [doctor]],
      ['dokter makam', () => []],
      ['tebet', () => [doctor]],
      ['persyaratannya', () => [doctor]],
      ['yang berlaku untuk', () => [doctor]],
      ['budi', () => [doctor]],
      ['santoso', () => [doctor]],
      ['budi.santoso@mail-kita.example', () => [doctor]],
      ['mail-kita', () => [doctor]],
      ['mail-ki', () => [doctor]],
      ['wulandari', () => [krk]],
      ['rina@contoh', () => [krk]],
      ['krk', () => [krk]],
      ['+6281298765432', () => [krk]],
      ['081298765432', () => [krk]],
      ['0812-9876-5432', () => [krk]],
      ['+62 812 9876 5432', () => [krk]],
      ['08129876', () => [krk]],
      ['+628123456789', () => [grave]],
      ['08123456789', () => [grave]],
      ['6281234', () => [grave]],
      ['makam', () => [grave]],
      ['café', () => [english]],
      ['renew permit', () => [english]],
      ['tidakadadimanapun', () => []],
      ['"', () => []],
      ["'; drop table tickets; --", () => []],
      ['dokter OR makam', () => []],
      ['NEAR(a b)', () => []],
      ['body:dokter', () => []],
      ['* ( ) ^ -', () => []],
      ['👍', () => []],
      ['   ', all],
    ])('%s', async (q, expected) => {
      const answer = await sari.request<Page<Ticket>>('GET', `/tickets?q=${encodeURIComponent(q)}`)
      expect(answer.status).toBe(200)
      expect(answer.body.items.map((one) => one.subject).sort()).toEqual(
        expected()
          .map((one) => one.subject)
          .sort(),
      )
    })

    it('the number people quote, whole and begun', async () => {
      expect(await numbers(`q=${doctor.number}`)).toEqual([doctor.number])
      expect(await numbers(`q=${doctor.number.slice(0, -1)}`)).toHaveLength(4)
    })

    it('what a citizen added, and an agent answered and noted', async () => {
      await twilioFor(office).receiveFrom('sms', '+628123456789', 'punya almarhum Slamet')
      expect(await numbers('q=slamet')).toEqual([grave.number])
      await sari.reply(krk.id, 'Empat belas hari kerja, Bu Wulan.')
      await sari.request('POST', `/tickets/${krk.id}/notes`, { text: 'sudah tanya Pak Sutrisno' })
      expect(await numbers('q=empat+belas')).toEqual([krk.number])
      expect(await numbers('q=sutrisno')).toEqual([krk.number])
    })
  })

  describe('in pages', () => {
    it.each(['-lastMessageAt', '-createdAt', 'createdAt'])(
      'by %s misses none and shows none twice while tickets arrive',
      async (sort) => {
        // All at once, so that many share a millisecond.
        await Promise.all(Array.from({ length: 20 }, (_, i) => startChat(office, { text: `antrean ${i}` })))
        const there = await ids(`sort=${sort}&limit=100`)
        expect(there.length).toBeGreaterThan(20)
        const seen: number[] = []
        let cursor: string | null = null
        let pages = 0
        do {
          const query: string = `sort=${sort}&limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
          const { body } = await sari.request<Page<Ticket>>('GET', `/tickets?${query}`)
          expect(body.items.length).toBeLessThanOrEqual(7)
          seen.push(...body.items.map((one) => one.id))
          cursor = body.nextCursor
          if (++pages < 4) await startChat(office, { text: 'baru datang' })
        } while (cursor)
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((id) => there.includes(id))).toEqual(there)
      },
    )

    it('has no next page when the last one is just full', async () => {
      const first = await sari.request<Page<Ticket>>('GET', '/tickets?q=makam&limit=1')
      expect(first.body).toMatchObject({ items: [{ number: grave.number }], nextCursor: null })
    })

    it('has fifty on a page unless asked otherwise', async () => {
      expect(await ids('')).toHaveLength(50)
    })

    const ids = async (query: string) => (await sari.tickets(query)).map((one) => one.id)
  })

  it('finds by q a name that was learned later, in every ticket of its owner', async () => {
    const from = 'tanpa.nama@mail-kita.example'
    for (const subject of ['Perkara pertama', 'Perkara kedua']) {
      await sendMail(office.smtpPort, { from, subject, text: 'Mohon bantuannya.' })
      await ticketAbout(sari, subject)
    }
    expect(await numbers('q=Hutagalung')).toEqual([])
    await sendMail(office.smtpPort, {
      from: `"Togar Hutagalung" <${from}>`,
      subject: 'Re: Perkara pertama',
      text: 'Saya lupa menyebut nama.',
    })
    const named = await ticketAbout(sari, 'Perkara pertama')
    expect(await numbers('q=hutagalung')).toHaveLength(3)
    expect(named.contact.name).toBe('Togar Hutagalung')
  })
})
