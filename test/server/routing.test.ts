/** Who takes which chat. Desks are real sockets; an agent is at their desk while theirs is on the line. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { setActive } from '../../server/auth/accounts.ts'
import type { Agent, Colleague } from '../../server/wire/agent.ts'
import type { Page } from '../../server/wire/page.ts'
import type { TeamDetail } from '../../server/wire/team.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { startChat } from './_cast.ts'
import { addColleague } from './_staff.ts'

interface AtWork {
  client: Client
  id: number
  screen: Screen
}

describe.each(databases)('chats are given out, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: AtWork

  beforeEach(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await atWork(await office.signIn())
  })
  afterEach(async () => {
    await office.stop()
    await database.drop()
  })

  async function atWork(client: Client): Promise<AtWork> {
    const { body } = await client.request<{ agent: Agent }>('GET', '/session')
    const screen = await office.desk(client)
    await waitFor(async () => (await colleague(client, body.agent.id)).atDesk, 'the desk to be noted')
    return { client, id: body.agent.id, screen }
  }
  const colleague = async (client: Client, id: number): Promise<Colleague> => {
    const { body } = await client.request<Page<Colleague>>('GET', '/agents')
    return body.items.find((one) => one.id === id) ?? Promise.reject(new Error('no such colleague'))
  }
  const rule = (patch: object) => sari.client.request('PATCH', '/routing', patch)
  const ticket = async (id: number) => (await sari.client.request<Ticket>('GET', `/tickets/${id}`)).body
  const offeredTo = (id: number, agentId: number) =>
    waitFor(
      async () => (await ticket(id)).offer?.agentId === agentId,
      `ticket ${id} offered to ${agentId}`,
      10_000,
    )
  const notes = async (id: number) =>
    (await sari.client.messages(id)).filter((one) => one.direction === 'internal').map((one) => one.text)
  const away = (who: AtWork, availability = 'away') =>
    who.client.request('PATCH', '/agents/me', { availability })

  it('to nobody unless the office says so: a new chat is everybody’s, and whoever is first has it', async () => {
    const budi = await atWork(await addColleague(office, 'Budi'))
    const { ticketId, window } = await startChat(office, { text: 'Halo' })
    await budi.screen.until<{ ticket: Ticket }>('ticket:created', (one) => one.ticket.id === ticketId)
    expect(await ticket(ticketId)).toMatchObject({ offer: null, assignee: null, status: 'new' })
    const [first, second] = await Promise.all([
      budi.client.request<Ticket>('POST', `/tickets/${ticketId}/accept`),
      sari.client.request<Ticket>('POST', `/tickets/${ticketId}/accept`),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const winner = (first.status === 200 ? first : second).body.assignee
    expect((await ticket(ticketId)).assignee).toEqual(winner)
    await window.until('agent', (one: { name: string }) => one.name === winner?.name)
  })

  it('in turn: the least busy first, at most the limit each, and the rest stays in the queue', async () => {
    await rule({ mode: 'turns', chatLimit: 1, answerSeconds: 600 })
    const budi = await atWork(await addColleague(office, 'Budi'))
    const chats = []
    for (const text of ['satu', 'dua', 'tiga']) chats.push(await startChat(office, { text }))
    const [one, two, three] = chats.map((chat) => chat.ticketId) as [number, number, number]
    await offeredTo(one, sari.id)
    await offeredTo(two, budi.id)
    await sari.client.request('POST', `/tickets/${one}/accept`)
    expect((await ticket(three)).offer).toBeNull()
    await sari.client.request('PATCH', `/tickets/${one}`, { status: 'solved' })
    await offeredTo(three, sari.id)
    const mine = await sari.client.request<{ items: Ticket[] }>('GET', '/offers')
    expect(mine.body.items.map(({ id }) => id)).toEqual([three])
  })

  it('to the next, when one declines or lets it pass; and whoever answers has it', async () => {
    await rule({ mode: 'turns', answerSeconds: 600 })
    const { ticketId } = await startChat(office, { text: 'Halo' })
    await offeredTo(ticketId, sari.id)
    const left = Date.parse((await ticket(ticketId)).offer?.until ?? '') - Date.now()
    expect(left).toBeGreaterThan(500_000)
    expect(left).toBeLessThanOrEqual(600_000)
    const budi = await atWork(await addColleague(office, 'Budi'))
    await sari.client.request('POST', `/tickets/${ticketId}/decline`)
    await offeredTo(ticketId, budi.id)
    expectProblem(await sari.client.request('POST', `/tickets/${ticketId}/accept`), 409)
    await runOut(ticketId)
    await waitFor(async () => (await ticket(ticketId)).offer === null, 'the offer to run out', 10_000)
    await sari.client.reply(ticketId, 'Baik, Bu.')
    expect(await ticket(ticketId)).toMatchObject({ assignee: { id: sari.id }, offer: null })
  })

  it('to nobody who is away or has gone; their open chats stay theirs, and the citizen is told the truth', async () => {
    await rule({ mode: 'turns', answerSeconds: 600 })
    const first = await startChat(office, { text: 'satu' })
    await offeredTo(first.ticketId, sari.id)
    await sari.client.request('POST', `/tickets/${first.ticketId}/accept`)
    const { ticketId, window } = await startChat(office, { text: 'dua' })
    await offeredTo(ticketId, sari.id)
    await away(sari)
    await waitFor(async () => (await ticket(ticketId)).offer === null, 'the offer to be taken back', 10_000)
    expect((await ticket(first.ticketId)).assignee).toMatchObject({ id: sari.id })
    await window.until('queue', (one: { staffed: boolean }) => !one.staffed)
    await away(sari, 'available')
    await offeredTo(ticketId, sari.id)
    await window.until('queue', (one: { staffed: boolean }) => one.staffed)
    sari.screen.socket.disconnect()
    await waitFor(async () => (await ticket(ticketId)).offer === null, 'the offer to be taken back', 15_000)
  })

  it('within the team whose service it is about', async () => {
    const dewi = await atWork(await addColleague(office, 'Dewi'))
    await rule({ mode: 'turns', answerSeconds: 600 })
    const made = await sari.client.request<TeamDetail>('POST', '/teams', {
      name: 'Makam',
      themes: ['makam'],
      memberIds: [dewi.id],
    })
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Makam', themes: ['makam'], memberIds: [dewi.id] },
    })
    const { ticketId } = await startChat(office, { text: 'perpanjangan makam, IPTM, bagaimana caranya?' })
    await offeredTo(ticketId, dewi.id)
    expect((await ticket(ticketId)).team).toEqual({ id: made.body.id, name: 'Makam' })
    await away(dewi)
    await waitFor(async () => (await ticket(ticketId)).offer === null, 'the offer to be taken back', 10_000)
    const other = await startChat(office, { text: 'Halo' })
    await offeredTo(other.ticketId, sari.id)
    expect((await ticket(ticketId)).offer).toBeNull()
    expectProblem(await dewi.client.request('PATCH', `/teams/${made.body.id}`, { name: 'x' }), 403)
    expect((await sari.client.request('DELETE', `/teams/${made.body.id}`)).status).toBe(204)
    await offeredTo(ticketId, sari.id)
  })

  it('by an agent to a colleague, with a note; until it is accepted it stays where it is', async () => {
    const budi = await atWork(await addColleague(office, 'Budi'))
    const { ticketId, window } = await startChat(office, { text: 'Halo' })
    await sari.client.request('POST', `/tickets/${ticketId}/accept`)
    const transfer = { agentId: budi.id, note: 'Soal makam, Anda lebih tahu.' }
    await sari.client.request('POST', `/tickets/${ticketId}/transfer`, transfer)
    expect(await ticket(ticketId)).toMatchObject({
      assignee: { id: sari.id },
      offer: { agentId: budi.id, byId: sari.id },
    })
    expect(await notes(ticketId)).toEqual(['Diteruskan kepada Budi:\nSoal makam, Anda lebih tahu.'])
    await budi.client.request('POST', `/tickets/${ticketId}/decline`)
    expect(await ticket(ticketId)).toMatchObject({ assignee: { id: sari.id }, offer: null })
    expect((await notes(ticketId)).at(-1)).toBe('Budi tidak menerima obrolan ini.')
    await sari.client.request('POST', `/tickets/${ticketId}/transfer`, { agentId: budi.id })
    await runOut(ticketId)
    await waitFor(
      async () => (await notes(ticketId)).at(-1) === 'Budi belum menerima obrolan ini.',
      'the note',
      10_000,
    )
    await sari.client.request('POST', `/tickets/${ticketId}/transfer`, { agentId: budi.id })
    await budi.client.request('POST', `/tickets/${ticketId}/accept`)
    expect(await ticket(ticketId)).toMatchObject({ assignee: { id: budi.id }, offer: null })
    await sari.client.request('POST', `/tickets/${ticketId}/take-over`)
    expect((await ticket(ticketId)).assignee).toMatchObject({ id: sari.id })
    expect((await notes(ticketId)).at(-1)).toMatch(/mengambil alih dari Budi/)
    await away(budi)
    expectProblem(
      await sari.client.request('POST', `/tickets/${ticketId}/transfer`, { agentId: budi.id }),
      422,
    )
    expect(window.heard.filter((one) => one.name === 'message')).toEqual([])
  })

  it('by an agent to a team: it is nobody’s until one of them takes it', async () => {
    const budi = await atWork(await addColleague(office, 'Budi'))
    await rule({ mode: 'turns', answerSeconds: 600 })
    const { body: team } = await sari.client.request<TeamDetail>('POST', '/teams', {
      name: 'Bangunan',
      memberIds: [budi.id, sari.id],
    })
    const { ticketId } = await startChat(office, { text: 'Halo' })
    await waitFor(async () => (await ticket(ticketId)).offer, 'an offer', 10_000)
    await sari.client.request('POST', `/tickets/${ticketId}/take-over`)
    await sari.client.reply(ticketId, 'Sebentar, saya sambungkan.')
    await sari.client.request('POST', `/tickets/${ticketId}/transfer`, { teamId: team.id, note: 'PBG' })
    await offeredTo(ticketId, budi.id)
    expect(await ticket(ticketId)).toMatchObject({ assignee: null, team: { name: 'Bangunan' } })
    expectProblem(await sari.client.request('POST', `/tickets/${ticketId}/transfer`, {}), 400)
    expectProblem(await sari.client.request('POST', `/tickets/${ticketId}/transfer`, { teamId: 99 }), 422)
  })

  it('anew when whoever had them may sign in no longer; their line is cut at once', async () => {
    await rule({ mode: 'turns', answerSeconds: 600 })
    const budi = await atWork(await addColleague(office, 'Budi'))
    await away(sari)
    const { ticketId } = await startChat(office, { text: 'Halo' })
    await offeredTo(ticketId, budi.id)
    await budi.client.request('POST', `/tickets/${ticketId}/accept`)
    const cut = new Promise((resolve) => budi.screen.socket.once('disconnect', resolve))
    const db = openDb(database.url)
    await setActive(db, 'budi@dpmptsp.example', false).finally(() => db.close())
    await cut
    await away(sari, 'available')
    await offeredTo(ticketId, sari.id)
  })

  it('also after the server was started anew', async () => {
    await rule({ mode: 'turns', answerSeconds: 600 })
    const { ticketId } = await startChat(office, { text: 'Halo' })
    await offeredTo(ticketId, sari.id)
    await office.restart()
    expect(await ticket(ticketId)).toMatchObject({ offer: { agentId: sari.id } })
    expect((await sari.client.request('GET', '/routing')).body).toMatchObject({
      mode: 'turns',
      answerSeconds: 600,
    })
    expect((await sari.client.request('POST', `/tickets/${ticketId}/accept`)).status).toBe(200)
  })

  /** As if its time were over. */
  async function runOut(ticketId: number): Promise<void> {
    const db = openDb(database.url ?? join(office.dataDir, 'tanya.db'))
    await db
      .write((tx) => tx.updateTable('tickets').set({ offer_until: 1 }).where('id', '=', ticketId).execute())
      .finally(() => db.close())
  }
})
