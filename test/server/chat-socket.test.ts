import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Message } from '../../server/wire/message.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { startChat } from './_cast.ts'

type Started = { token: string; ticket: { number: string }; message: Message }
type Sent = { message: Message }

describe.each(databases)('a chat window, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  const textsOf = async (ticketId: number) => (await sari.messages(ticketId)).map((one) => one.text)
  const heardBy = (window: Screen) =>
    window.heard.filter((one) => one.name === 'message').map((one) => (one.payload as Message).text)

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, CHAT_STARTS_PER_MINUTE: '10000' })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('that starts again because the acknowledgement was lost has the same ticket and key', async () => {
    const first = { clientId: 'a', name: 'Rina', email: 'rina@contoh.example', text: 'berapa lama krk?' }
    const lost = await office.chat()
    lost.socket.emit('start', first)
    lost.socket.io.engine.close()
    const acks = await Promise.all(
      Array.from({ length: 3 }, async () => (await office.chat()).send<Started>('start', first)),
    )
    const good = acks.map((ack) => (ack.ok ? ack : expect.unreachable(ack.error.message)))
    expect(new Set(good.map((ack) => ack.token)).size).toBe(1)
    expect(await textsOf(good[0]?.message.ticketId ?? 0)).toEqual(['berapa lama krk?'])
    expect(Message.strict().parse(good[0]?.message)).toMatchObject({
      seq: 1,
      clientId: 'a',
      author: { name: 'Rina' },
    })
  })

  it('never shares a ticket with another visitor’s equal clientId', async () => {
    const one = await startChat(office, { clientId: 'same', name: 'Rina', text: 'halo' })
    const two = await startChat(office, { clientId: 'same', name: 'Joko', text: 'halo' })
    expect(two.ticketId).not.toBe(one.ticketId)
  })

  it('doubles nothing when a message is sent again', async () => {
    const { window, ticketId } = await startChat(office, { text: 'halo' })
    const acks = await Promise.all(
      Array.from({ length: 10 }, () => window.send<Sent>('message', { clientId: 'm', text: 'sekali' })),
    )
    expect(new Set(acks.map((ack) => ack.ok && ack.message.id)).size).toBe(1)
    expect(await textsOf(ticketId)).toEqual(['halo', 'sekali'])
  })

  it.each<[string, object]>([
    ['an unknown token', { token: `1.${'A'.repeat(43)}` }],
    ['no token’s shape', { token: 'x' }],
    ['an empty token', { token: '' }],
    ['a token that is a number', { token: 1 }],
    ['a token too long', { token: 'x'.repeat(201) }],
    ['a negative place', { afterSeq: -1 }],
    ['a place that is text', { afterSeq: 'x' }],
  ])('with %s is refused', async (_what, auth) => {
    await expect(office.chat(auth)).rejects.toMatchObject({
      data: { code: expect.stringMatching(/unauthorized|bad-request/) as string },
    })
  })

  it('with another ticket’s number before its own signature is refused', async () => {
    const one = await startChat(office, { text: 'satu' })
    const two = await startChat(office, { text: 'dua' })
    const forged = `${one.ticketId}.${two.token.split('.')[1]}`
    await expect(office.chat({ token: forged })).rejects.toMatchObject({ data: { code: 'unauthorized' } })
  })

  it('gets an answer to every payload, however odd', async () => {
    const fresh = await office.chat()
    const { window, ticketId } = await startChat(office, { text: 'halo' })
    const odd: unknown[] = [
      null,
      0,
      -1,
      1e300,
      '',
      'x',
      true,
      [],
      [[]],
      {},
      { text: 1 },
      { clientId: 'a' },
      { clientId: 'a', text: ' ' },
      { clientId: 'a', text: 'x'.repeat(20_001) },
      { clientId: 'x'.repeat(101), text: 'x' },
      { clientId: 'a\0b', text: 'x' },
      { clientId: '\ud800', text: 'x' },
      { clientId: 'a', text: '\0 \0' },
      { clientId: 'a', text: 'x', ticketId: 1 },
      { clientId: 'a', text: 'x', attachments: ['x'] },
      { score: 6 },
      { score: '5' },
      { seq: -1 },
      { on: 'yes' },
      Buffer.from('x'),
      { __proto__: null, text: Buffer.from('x') },
    ]
    for (const event of ['start', 'message', 'typing', 'read', 'rate']) {
      for (const payload of odd) {
        for (const one of [fresh, window]) {
          const ack = await one.send(event, payload)
          expect(ack, `${event} ${JSON.stringify(payload)}`).toMatchObject({
            ok: false,
            error: { code: expect.any(String) as string, message: expect.stringMatching(/\S/) as string },
          })
        }
      }
      expect(await window.socket.timeout(3000).emitWithAck(event)).toMatchObject({ ok: false })
    }
    expect(await fresh.send('message', { clientId: 'a', text: 'x' })).toMatchObject({
      error: { code: 'no-conversation' },
    })
    expect(await textsOf(ticketId)).toEqual(['halo'])
    expect(await window.send('message', { clientId: 'ok', text: 'x'.repeat(20_000) })).toMatchObject({
      ok: true,
    })
  })

  it.each([
    ['an address that is none', { email: 'x' }],
    ['a number that is none', { phone: 'abc' }],
    ['no name', { name: ' ' }],
    ['a language of elsewhere', { language: 'fr' }],
  ])('cannot start with %s', async (_what, more) => {
    const window = await office.chat()
    const start = { clientId: 'a', name: 'Rina', text: 'halo', ...more }
    expect(await window.send('start', start)).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })

  it('loses a NUL and half a character, and nothing else', async () => {
    const { ticketId } = await startChat(office, { name: 'Ri\0na', text: 'a\0b 🙏 \ud83d \u202e<b>' })
    expect(await textsOf(ticketId)).toEqual(['ab 🙏 \ufffd \u202e<b>'])
  })

  it('that sends a thousand messages a second is slowed, and what was accepted is there once', async () => {
    const { window, ticketId } = await startChat(office, { text: 'halo' })
    const neighbour = await startChat(office, { text: 'saya juga' })
    const acks = await Promise.all(
      Array.from({ length: 1000 }, (_, i) =>
        window.send<Sent>('message', { clientId: `f${i}`, text: `banjir ${i}` }),
      ),
    )
    const taken = acks.flatMap((ack) => (ack.ok ? [ack.message.text] : []))
    expect(taken.length).toBeGreaterThan(0)
    expect(taken.length).toBeLessThan(500)
    for (const ack of acks) if (!ack.ok) expect(ack.error.code).toBe('rate-limited')
    const { body } = await sari.request<{ items: Message[]; nextCursor: string | null }>(
      'GET',
      `/tickets/${ticketId}/messages?limit=100`,
    )
    const rest = body.nextCursor
      ? (
          await sari.request<typeof body>(
            'GET',
            `/tickets/${ticketId}/messages?limit=100&cursor=${body.nextCursor}`,
          )
        ).body.items
      : []
    expect([...body.items, ...rest].map((one) => one.text)).toEqual(['halo', ...taken])
    expect(await neighbour.window.send('message', { clientId: 'n', text: 'masih bisa' })).toMatchObject({
      ok: true,
    })
  })

  it('that was cut at random hears everything once and in order', async () => {
    const { token, ticketId, window } = await startChat(office, { text: 'halo' })
    window.socket.disconnect()
    const heard: Message[] = []
    let isOver = false
    const listening = (async () => {
      for (let cuts = 0; !isOver || cuts < 8; cuts++) {
        const one = await office.chat({ token, afterSeq: heard.at(-1)?.seq ?? 1 })
        await new Promise((done) => setTimeout(done, Math.random() * 80))
        one.socket.disconnect()
        take(one, heard)
      }
      const last = await office.chat({ token, afterSeq: heard.at(-1)?.seq ?? 1 })
      await last.until('sync')
      await waitFor(
        () => [...heard, ...read(last)].some((one) => one.text === 'jawaban 59'),
        'the last answer',
      )
      take(last, heard)
    })()
    for (let i = 0; i < 60; i++) {
      if (i % 10 === 5) await sari.request('POST', `/tickets/${ticketId}/notes`, { text: 'RAHASIA' })
      await sari.reply(ticketId, `jawaban ${i}`)
    }
    isOver = true
    await listening
    expect(heard.map((one) => one.text)).toEqual(Array.from({ length: 60 }, (_, i) => `jawaban ${i}`))
  })

  it('may write in the very moment it comes back', async () => {
    const { token, ticketId, window } = await startChat(office, { text: 'halo' })
    window.socket.disconnect()
    const back = await office.chat({ token, afterSeq: 1 })
    expect(await back.send('message', { clientId: 'eager', text: 'langsung' })).toMatchObject({ ok: true })
    expect(await back.send('read', { seq: 1 })).toMatchObject({ ok: true })
    expect(await textsOf(ticketId)).toEqual(['halo', 'langsung'])
  })

  it('comes back to nothing new with an empty list', async () => {
    const { token, number, window } = await startChat(office, { text: 'halo' })
    window.socket.disconnect()
    const back = await office.chat({ token, afterSeq: 1 })
    expect(await back.until('sync')).toEqual({ messages: [], ticket: { number } })
  })

  it('marks as read what it looks at in the moment it is told', async () => {
    const { window, ticketId } = await startChat(office, { text: 'halo' })
    window.socket.on('message', ({ seq }: Message) => window.socket.emit('read', { seq }))
    for (let round = 0; round < 10; round++) await sari.reply(ticketId, `jawaban ${round}`)
    const statesOf = async () => (await sari.messages(ticketId)).slice(1).map((one) => one.delivery?.state)
    await waitFor(
      async () => (await statesOf()).every((state) => state === 'read'),
      `all to be read; ${String(await statesOf())}`,
    )
  })

  it('shows in a second tab what was written in the first, and not twice in the first', async () => {
    const { token, window, ticketId } = await startChat(office, { text: 'halo' })
    const tab = await office.chat({ token, afterSeq: 0 })
    await tab.until('sync')
    await window.send('message', { clientId: 't1', text: 'dari tab satu' })
    await tab.send('message', { clientId: 't2', text: 'dari tab dua' })
    await sari.reply(ticketId, 'untuk keduanya')
    for (const one of [window, tab])
      await one.until<Message>('message', (message) => message.text === 'untuk keduanya')
    expect(heardBy(window)).toEqual(['dari tab dua', 'untuk keduanya'])
    expect(heardBy(tab)).toEqual(['dari tab satu', 'untuk keduanya'])
  })

  it('never hears a note, another’s chat, or which answer was used', async () => {
    const one = await startChat(office, { text: 'halo' })
    const other = await startChat(office, { text: 'lain' })
    await sari.request('POST', `/tickets/${one.ticketId}/notes`, { text: 'RAHASIA' })
    await sari.reply(other.ticketId, 'BUKAN UNTUKMU')
    await sari.reply(one.ticketId, 'untukmu', { answer: 'krk-irk/waktu' })
    await one.window.until<Message>('message', (message) => message.text === 'untukmu')
    await other.window.until<Message>('message', (message) => message.text === 'BUKAN UNTUKMU')
    const again = await office.chat({ token: one.token, afterSeq: 0 })
    await again.until('sync')
    const all = JSON.stringify([one.window.heard, again.heard])
    expect(all).not.toMatch(/RAHASIA|BUKAN|krk-irk/)
    expect(JSON.stringify(again.heard)).not.toContain('dpmptsp.example')
  })

  it('hears what is written later although it claims to have seen more than there is', async () => {
    const { token, window, ticketId } = await startChat(office, { text: 'halo' })
    window.socket.disconnect()
    const back = await office.chat({ token, afterSeq: 1_000_000 })
    expect(await back.until('sync')).toMatchObject({ messages: [] })
    await sari.reply(ticketId, 'masih terdengar')
    await back.until<Message>('message', (message) => message.text === 'masih terdengar')
  })

  it('is over when an agent closes the ticket, not when it is solved, and writing takes it up again', async () => {
    const { token, window, ticketId } = await startChat(office, { text: 'halo' })
    const ended = () => window.heard.filter((one) => one.name === 'ended').length
    const set = (change: object) => sari.request('PATCH', `/tickets/${ticketId}`, change)
    await set({ status: 'solved' })
    await set({ status: 'closed' })
    await window.until('ended')
    await set({ tags: ['selesai'] })
    await sari.reply(ticketId, 'Sampai jumpa.')
    await window.until<Message>('message', (message) => message.text === 'Sampai jumpa.')
    expect(ended()).toBe(1)
    await (await office.chat({ token, afterSeq: 0 })).until('ended')
    await window.send('message', { clientId: 'again', text: 'satu lagi' })
    const { body } = await sari.request<{ status: string }>('GET', `/tickets/${ticketId}`)
    expect(body.status).toBe('open')
    const back = await office.chat({ token, afterSeq: 0 })
    await back.until('sync')
    expect(back.heard.map((one) => one.name)).not.toContain('ended')
  })

  it('that was ended in another tab is taken up by writing in any', async () => {
    const { token, window } = await startChat(office, { text: 'halo' })
    const tab = await office.chat({ token, afterSeq: 0 })
    await tab.until('sync')
    await window.send('end', {})
    await tab.send('message', { clientId: 'tab', text: 'belum selesai' })
    const back = await office.chat({ token, afterSeq: 0 })
    await back.until('sync')
    expect(back.heard.map((one) => one.name)).not.toContain('ended')
  })

  it('ends, is rated, and is taken up again by writing', async () => {
    const { token, window, ticketId } = await startChat(office, { text: 'halo' })
    const tab = await office.chat({ token, afterSeq: 0 })
    expect(await window.send('end', undefined)).toMatchObject({ ok: true })
    await tab.until('ended')
    expect(await window.send('end', {})).toMatchObject({ ok: true })
    expect(await window.send('rate', { score: 5, comment: 'ramah\0 sekali' })).toMatchObject({ ok: true })
    const marks = (await sari.messages(ticketId)).filter((one) => one.direction === 'internal')
    expect(marks.map((one) => one.author.kind)).toEqual(['system', 'system'])
    expect(marks[1]?.text).toMatch(/5[^]*ramah sekali/)
    const back = await office.chat({ token, afterSeq: 0 })
    await back.until('ended')
    expect(await back.send('message', { clientId: 'again', text: 'satu lagi' })).toMatchObject({ ok: true })
    const third = await office.chat({ token, afterSeq: 0 })
    await third.until('sync')
    expect(third.heard.map((one) => one.name)).not.toContain('ended')
  })
})

describe('a visitor who opens chat after chat', () => {
  it('is limited, and told so', async () => {
    const office = await openOffice({ CHAT_STARTS_PER_MINUTE: '3' })
    try {
      const window = await office.chat()
      const acks = []
      for (let i = 0; i < 5; i++)
        acks.push(await window.send('start', { clientId: `${i}`, name: 'R', text: `${i}` }))
      expect(acks.map((ack) => ack.ok)).toEqual([true, true, true, false, false])
      expect(acks[4]).toMatchObject({ error: { code: 'rate-limited' } })
      expect(await (await office.signIn()).tickets()).toHaveLength(3)
    } finally {
      await office.stop()
    }
  })
})

/** What a window has been told of the thread, by `sync` and live. */
function read(window: Screen): Message[] {
  return window.heard.flatMap(({ name, payload }) => {
    if (name === 'sync') return (payload as { messages: Message[] }).messages
    return name === 'message' ? [payload as Message] : []
  })
}

function take(window: Screen, heard: Message[]): void {
  heard.push(...read(window))
}
