import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { createApiToken } from '../../server/auth/accounts.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { admin, openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'

interface Told {
  event: number
  name: string
}

describe.each(databases)('an agent’s screen, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let chat: Started

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, CHAT_STARTS_PER_MINUTE: '10000' })
    sari = await office.signIn()
    chat = await startChat(office, { text: 'halo' })
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it.each<[string, () => Promise<Screen>]>([
    ['no cookie', () => office.desk({ ...sari, cookie: '' })],
    ['a made-up cookie', () => office.desk({ ...sari, cookie: `tanya_session=${'A'.repeat(43)}` })],
    ['a made-up token', () => office.desk({ ...sari, cookie: '' }, { token: 'A'.repeat(43) })],
    ['a citizen’s token', () => office.desk({ ...sari, cookie: '' }, { token: chat.token })],
    ['no token at all', () => office.desk(sari, { token: '' })],
  ])('stays dark for %s', async (_what, open) => {
    await expect(open()).rejects.toMatchObject({ data: { code: 'unauthorized' } })
  })

  it.each<[string, object]>([
    ['a token that is a list', { token: ['x'] }],
    ['an event that is text', { afterEvent: 'all' }],
    ['an event before all', { afterEvent: -1 }],
  ])('says what is malformed in %s', async (_what, auth) => {
    const name = Object.keys(auth)[0] ?? ''
    await expect(office.desk(sari, auth)).rejects.toMatchObject({
      message: expect.stringContaining(name) as string,
      data: { code: 'bad-request' },
    })
  })

  it('stays dark for a session on another site’s page', async () => {
    for (const origin of ['https://jahat.example', `${office.url}.jahat.example`, 'null']) {
      await expect(office.desk(sari, {}, { origin })).rejects.toMatchObject({ data: { code: 'forbidden' } })
    }
    const port = new URL(office.url).port
    for (const origin of [office.url, `http://localhost:${port}`])
      await (await office.desk(sari, {}, { origin })).until('ready')
  })

  it('opens for a session and for an API token', async () => {
    const db = openDb(database.url)
    const token = await createApiToken(db, admin.email)
    await db.close()
    const noCookie = { ...sari, cookie: '' }
    for (const screen of [
      await office.desk(sari),
      await office.desk(noCookie, { token }),
      await office.desk(noCookie, { token }, { origin: 'https://lain.example' }),
    ]) {
      expect((await screen.until<{ event: number }>('ready')).event).toBeGreaterThan(0)
    }
  })

  it('shows who else has a ticket open, until they leave', async () => {
    const [one, two] = [await office.desk(sari), await office.desk(sari)]
    await one.send('view', { ticketId: chat.ticketId })
    const present = (agents: number) => (told: { ticketId: number; agents: { name: string }[] }) =>
      told.ticketId === chat.ticketId && told.agents.length === agents
    expect((await two.until('presence', present(1))).agents[0]?.name).toBe('Admin')
    one.socket.disconnect()
    await two.until('presence', present(0))
  })

  it('answers every payload, however odd, and goes on', async () => {
    const screen = await office.desk(sari)
    const odd = [
      undefined,
      null,
      0,
      'x',
      [],
      {},
      { ticketId: 'x' },
      { ticketId: 1.5 },
      Buffer.from('x'),
      true,
    ]
    for (const event of ['view', 'typing']) {
      for (const payload of odd) {
        expect(await screen.send(event, payload), `${event} ${JSON.stringify(payload)}`).toMatchObject({
          ok: false,
          error: { code: 'invalid' },
        })
      }
      expect(await screen.socket.timeout(3000).emitWithAck(event)).toMatchObject({ ok: false })
    }
    expect(await screen.send('view', { ticketId: null })).toEqual({ ok: true })
  })

  it('misses nothing and sees nothing twice while it reconnects at random', async () => {
    const before = await office.desk(sari)
    const from = (await before.until<{ event: number }>('ready')).event
    const told: Told[] = []
    let isOver = false
    const watching = (async () => {
      for (let cuts = 0; !isOver || cuts < 8; cuts++) {
        const screen = await office.desk(sari, { afterEvent: told.at(-1)?.event ?? from })
        await new Promise((done) => setTimeout(done, Math.random() * 60))
        screen.socket.disconnect()
        take(screen, told)
      }
      const last = await office.desk(sari, { afterEvent: told.at(-1)?.event ?? from })
      const upTo = (await last.until<{ event: number }>('ready')).event
      await waitFor(
        async () => (await latest()) <= Math.max(upTo, ...last.heard.map(eventOf)),
        'the last event',
      )
      last.socket.disconnect()
      take(last, told)
    })()
    const chats = await Promise.all(
      Array.from({ length: 10 }, (_, i) => startChat(office, { text: `tanya ${i}` })),
    )
    for (let round = 0; round < 9; round++) {
      await Promise.all(
        chats.map(({ window }, i) =>
          window.send('message', { clientId: `${round}`, text: `baris ${round} ${i}` }),
        ),
      )
      await Promise.all(
        chats.map((one) => sari.request('PATCH', `/tickets/${one.ticketId}`, { priority: 'high' })),
      )
    }
    isOver = true
    await watching
    const end = await latest()
    expect(end - from).toBeGreaterThanOrEqual(200)
    expect(told.map((one) => one.event)).toEqual(Array.from({ length: end - from }, (_, i) => from + 1 + i))
  })

  it('is told to load afresh when what it missed is no longer kept', async () => {
    const db = openDb(database.url)
    const half = Math.floor((await latest()) / 2)
    await db.write((tx) => tx.deleteFrom('events').where('number', '<=', half).execute())
    await db.close()
    const kept = await office.desk(sari, { afterEvent: half })
    await kept.until('ready')
    expect(kept.heard.map((one) => one.name)).not.toContain('resync')
    const late = await office.desk(sari, { afterEvent: half - 1 })
    const { event } = await late.until<{ event: number }>('ready')
    expect(late.heard).toEqual([
      { name: 'resync', payload: { event } },
      { name: 'ready', payload: { event } },
    ])
    await chat.window.send('message', { clientId: 'later', text: 'masih di sana?' })
    await late.until<{ event: number }>('message:created', (one) => one.event > event)
  })

  it('is told to load afresh when it has seen more than there is, as after a restored copy', async () => {
    const ahead = await office.desk(sari, { afterEvent: (await latest()) + 1000 })
    const { event } = await ahead.until<{ event: number }>('resync')
    expect(event).toBe(await latest())
    await chat.window.send('message', { clientId: 'after restore', text: 'halo lagi' })
    await ahead.until<{ event: number }>('message:created', (one) => one.event > event)
  })

  it('goes dark when its agent signs out', async () => {
    const client = await office.signIn()
    const screen = await office.desk(client)
    await screen.until('ready')
    await client.request('DELETE', '/session')
    await waitFor(() => screen.socket.disconnected, 'the end of the line')
  })

  async function latest(): Promise<number> {
    const db = openDb(database.url)
    const row = await db.read
      .selectFrom('counters')
      .select('value')
      .where('name', '=', 'event')
      .executeTakeFirst()
    await db.close()
    return row?.value ?? 0
  }
})

function eventOf({ payload }: { payload: unknown }): number {
  return (payload as { event: number }).event
}

/** What a screen was told of events: `presence`, `typing` and `ready` repeat a number and are none. */
function take(screen: Screen, told: Told[]): void {
  for (const one of screen.heard) {
    if (/^(ticket|message):/.test(one.name)) told.push({ name: one.name, event: eventOf(one) })
  }
}
