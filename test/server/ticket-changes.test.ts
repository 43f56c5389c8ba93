import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Suggestion } from '../../server/wire/answer.ts'
import { Message } from '../../server/wire/message.ts'
import { page, type Page } from '../../server/wire/page.ts'
import { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office, type Screen } from '../_office.ts'
import { ask, expectProblem, postJson } from './_ask.ts'
import { startChat, type Started } from './_cast.ts'

describe.each(databases)('changing a ticket, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let screen: Screen
  let chat: Started
  let me: number
  const patch = (body: unknown) => sari.request<Ticket>('PATCH', `/tickets/${chat.ticketId}`, body)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    screen = await office.desk(sari)
    chat = await startChat(office, { text: 'berapa lama krk pak?' })
    me = (await sari.request<{ agent: { id: number } }>('GET', '/session')).body.agent.id
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('changes what is named, keeps the rest, and tells every screen', async () => {
    const change = {
      status: 'pending',
      priority: 'urgent',
      assigneeId: me,
      tags: ['b', 'a', 'a'],
      service: 'krk-irk',
      language: 'en',
    }
    const { status, body } = await patch(change)
    expect(status).toBe(200)
    const shown = {
      status: 'pending',
      priority: 'urgent',
      assignee: { id: me, name: 'Admin' },
      tags: ['a', 'b'],
      service: 'krk-irk',
      language: 'en',
    }
    expect(Ticket.strict().parse(body)).toMatchObject({ ...shown, number: chat.number })
    const told = await screen.until<{ ticket: Ticket }>('ticket:changed', (one) => one.ticket.id === body.id)
    expect(told.ticket).toEqual(body)
    expect((await patch({ priority: 'low' })).body).toMatchObject({ ...shown, priority: 'low' })
  })

  it('is due sooner when it becomes more urgent, and later again', async () => {
    const due = async (priority: string) => {
      const { body } = await patch({ priority })
      return Date.parse(body.resolutionDueAt ?? '')
    }
    const [urgent, normal, low] = [await due('urgent'), await due('normal'), await due('low')]
    expect(urgent).toBeLessThan(normal)
    expect(normal).toBeLessThan(low)
  })

  it('changes nothing and tells nobody when nothing is named', async () => {
    const before = await sari.request<Ticket>('GET', `/tickets/${chat.ticketId}`)
    expect(await patch({})).toMatchObject({ status: 200, body: before.body })
    const noteHeard = async (text: string) => {
      await sari.request('POST', `/tickets/${chat.ticketId}/notes`, { text })
      await screen.until('message:created', (one: { message: Message }) => one.message.text === text)
      return screen.heard.length
    }
    const told = await noteHeard('sebelum') // what was changed before has been heard by now
    expect(await patch({})).toMatchObject({ status: 200 })
    await noteHeard('sesudah')
    expect(screen.heard.slice(told).map((one) => one.name)).toEqual(['message:created'])
  })

  it('takes back what may be empty', async () => {
    const { body } = await patch({ assigneeId: null, teamId: null, service: null, tags: [] })
    expect(body).toMatchObject({ assignee: null, team: null, service: null, tags: [] })
  })

  it.each<[string, unknown, string]>([
    ['an unknown field', { colour: 'red' }, ''],
    ['the number', { number: '26-99999' }, ''],
    ['a status there is not', { status: 'done' }, 'status'],
    ['a number for a status', { status: 1 }, 'status'],
    ['no status', { status: null }, 'status'],
    ['a word for an agent', { assigneeId: 'sari' }, 'assigneeId'],
    ['half an agent', { assigneeId: 1.5 }, 'assigneeId'],
    ['agent zero', { assigneeId: 0 }, 'assigneeId'],
    ['an agent beyond all numbers', { assigneeId: 1e300 }, 'assigneeId'],
    ['a word for tags', { tags: 'segera' }, 'tags'],
    ['an empty tag', { tags: [' '] }, 'tags.0'],
    ['a tag too long', { tags: ['x'.repeat(51)] }, 'tags.0'],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 'tags'],
    ['a NUL', { tags: ['a\0b'] }, 'tags.0'],
    ['a list', [], ''],
    ['a language of elsewhere', { language: 'de' }, 'language'],
  ])('refuses %s with 400 and changes nothing', async (_what, body, path) => {
    const before = await sari.request('GET', `/tickets/${chat.ticketId}`)
    expect(expectProblem(await patch(body), 400)).toContain(path)
    expect((await sari.request('GET', `/tickets/${chat.ticketId}`)).body).toEqual(before.body)
  })

  it.each<[string, object, string]>([
    ['an agent nobody is', { status: 'closed', assigneeId: 999_999 }, 'assigneeId'],
    ['a service nobody offers', { status: 'closed', service: 'izin-terbang' }, 'service'],
    ['a team there is not', { status: 'closed', teamId: 999_999 }, 'teamId'],
  ])('refuses %s with 422 and changes nothing', async (_what, body, path) => {
    expect(expectProblem(await patch(body), 422)).toEqual([path])
    const { body: after } = await sari.request<Ticket>('GET', `/tickets/${chat.ticketId}`)
    expect(after.status).toBe('pending')
  })

  it.each(['999999', '0', '-1', 'abc', '1e3', '1.0', '99999999999999999999', "1'--", '%00', '%F0%9F%91%8D'])(
    'knows no ticket %s',
    async (id) => {
      for (const path of ['', '/messages', '/suggestions']) {
        expectProblem(await sari.request('GET', `/tickets/${id}${path}`), 404)
      }
      expectProblem(await sari.request('PATCH', `/tickets/${id}`, {}), 404)
      expectProblem(await sari.request('POST', `/tickets/${id}/notes`, { text: 'x' }), 404)
      expectProblem(await sari.request('POST', `/tickets/${id}/replies`, { text: 'x', clientId: 'x' }), 404)
    },
  )

  it('answers 400 to an address that is no text', async () => {
    expectProblem(
      await ask('GET', `${office.url}/api/v1/tickets/%zz`, { headers: { cookie: sari.cookie } }),
      400,
    )
  })

  describe('a note', () => {
    it('stands in the thread and goes nowhere', async () => {
      const text = 'RAHASIA: telepon balik 🙏\nbaris dua'
      const { status, body } = await sari.request<Message>('POST', `/tickets/${chat.ticketId}/notes`, {
        text,
      })
      expect(status).toBe(201)
      expect(Message.strict().parse(body)).toMatchObject({
        direction: 'internal',
        text,
        delivery: null,
        author: { kind: 'agent', id: me },
      })
      const { body: after } = await sari.request<Ticket>('GET', `/tickets/${chat.ticketId}`)
      expect(after).toMatchObject({ waiting: true, preview: 'berapa lama krk pak?', firstRepliedAt: null })
    })

    it.each<[string, unknown]>([
      ['nothing', {}],
      ['an empty text', { text: ' \n' }],
      ['a number', { text: 7 }],
      ['a text too long', { text: 'x'.repeat(20_001) }],
      ['an unknown field', { text: 'x', send: true }],
    ])('is refused with %s', async (_what, body) => {
      expectProblem(await sari.request('POST', `/tickets/${chat.ticketId}/notes`, body), 400)
    })
  })

  it('suggests answers for the ticket, and as many as asked', async () => {
    const items = await sari.suggestions(chat.ticketId)
    expect(items.map((one) => Suggestion.strict().parse(one))[0]?.answer).toBe('krk-irk/waktu')
    const one = await sari.request<Page<Suggestion>>('GET', `/tickets/${chat.ticketId}/suggestions?limit=1`)
    expect(one.body.items).toEqual(items.slice(0, 1))
    expectProblem(await sari.request('GET', `/tickets/${chat.ticketId}/suggestions?limit=6`), 400)
  })

  it('goes on about what was asked before, over small talk and follow-ups', async () => {
    const { window, ticketId } = await startChat(office, { text: 'perpanjang makam ortu gimana caranya' })
    const says = (text: string) => window.send('message', { clientId: crypto.randomUUID(), text })
    const first = async () => (await sari.suggestions(ticketId))[0]?.answer
    expect(await first()).toBe('iptm-perpanjangan/prosedur')
    for (const text of ['pak?', 'halo', 'ada orang?']) await says(text)
    expect(await first()).toBe('iptm-perpanjangan/prosedur')
    await says('kalau biayanya?')
    expect(await first()).toBe('iptm-perpanjangan/biaya')
  })

  it('gives the thread in order and in pages', async () => {
    for (let i = 0; i < 5; i++) await chat.window.send('message', { clientId: `m${i}`, text: `baris ${i}` })
    const whole = await sari.request<Page<Message>>('GET', `/tickets/${chat.ticketId}/messages`)
    const { items } = page(Message.strict()).parse(whole.body)
    expect(items.map((one) => one.seq)).toEqual(items.map((_, i) => i + 1))
    const seen: Message[] = []
    let cursor: string | null = null
    do {
      const more: string = cursor ? `&cursor=${cursor}` : ''
      const { body } = await sari.request<Page<Message>>(
        'GET',
        `/tickets/${chat.ticketId}/messages?limit=3${more}`,
      )
      seen.push(...body.items)
      cursor = body.nextCursor
    } while (cursor)
    expect(seen).toEqual(items)
    for (const query of ['cursor=x', 'cursor=-1', 'limit=101', 'after=1']) {
      expectProblem(await sari.request('GET', `/tickets/${chat.ticketId}/messages?${query}`), 400)
    }
  })

  it('suggests answers for any text, and none for none', async () => {
    const url = `${office.url}/api/v1/suggestions`
    const headers = { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken }
    const { status, body } = await postJson<Page<Suggestion>>(
      url,
      { text: 'syarat sip dokter', language: 'id' },
      headers,
    )
    expect(status).toBe(200)
    expect(Suggestion.strict().parse(body.items[0]).answer).toBe('sip-dokter/persyaratan')
    expect((await postJson(url, { text: '' }, headers)).body).toEqual({ items: [] })
    for (const bad of [
      {},
      { text: 1 },
      { text: 'x', language: 'fr' },
      { text: 'x'.repeat(20_001) },
      { text: 'x', k: 1 },
    ]) {
      expectProblem(await postJson(url, bad, headers), 400)
    }
  })
})
