/** What the library answers in a chat while the citizen waits, and what they say of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'

const sureQuestion = 'apa saja syarat sip bidan?'

let office: Office
let sari: Client
beforeAll(async () => {
  office = await openOffice({ CHAT_ANSWERS: 'on' })
  sari = await office.signIn()
})
afterAll(() => office.stop())

const newId = () => crypto.randomUUID()

async function begin(name: string, text: string, more = {}) {
  const window = await office.chat()
  const started = await window.send<{ token: string; message: Message }>('start', {
    clientId: newId(),
    name,
    text,
    ...more,
  })
  if (!started.ok) throw new Error(started.error.message)
  const { ticketId } = started.message
  return { window, token: started.token, ticketId }
}
const ticket = async (id: number) => (await sari.request<Ticket>('GET', `/tickets/${id}`)).body
const machine = (window: Screen) =>
  window.until<Message>('message', ({ author }) => author.kind === 'system', 10_000)
const shownIn = async (id: number) =>
  (await sari.messages(id)).filter(
    ({ author, direction }) => author.kind === 'system' && direction === 'outbound',
  )

describe('while a citizen waits', () => {
  it('shows the answer that is sure, as nobody’s word, and the chat waits on as before', async () => {
    const { window, ticketId } = await begin('Yuni', sureQuestion)
    const shown = await machine(window)
    expect(shown.text.toLowerCase()).toContain('bidan')
    expect(shown).toMatchObject({ answer: null, author: { name: null } })
    expect((await window.until<{ position: number }>('queue')).position).toBeGreaterThan(0)
    expect(await ticket(ticketId)).toMatchObject({
      status: 'new',
      waiting: true,
      firstRepliedAt: null,
      preview: sureQuestion,
    })
    const [kept] = await shownIn(ticketId)
    expect(kept).toMatchObject({ answer: 'sip-bidan/persyaratan', author: { kind: 'system' } })
    expect(kept?.answerVersion).toMatch(/^\w{6,}$/)
  })

  it('offers nothing unasked when it is not sure, and up to three to whoever asks', async () => {
    const { window, ticketId } = await begin('Ragu', 'mau tanya soal izin praktik')
    await window.until('queue')
    const asked = await window.send<{ items: { answer: string; title: string }[] }>('others', {})
    expect(await shownIn(ticketId)).toEqual([])
    const items = asked.ok ? asked.items : []
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThanOrEqual(3)
    const [first] = items
    expect(await window.send('show', { answer: first?.answer })).toEqual({ ok: true })
    await machine(window)
    expect(await shownIn(ticketId)).toMatchObject([{ answer: first?.answer }])
    await window.send('show', { answer: first?.answer })
    expect(await shownIn(ticketId)).toHaveLength(1)
    expect(await window.send('show', { answer: 'sikm-strp/umum' })).toMatchObject({
      error: { code: 'not-found' },
    })
  })

  it('ends kindly with yes: solved, told to every window, and taken up again by writing', async () => {
    const { window, token, ticketId } = await begin('Puas', sureQuestion)
    const { seq } = await machine(window)
    const other = await office.chat({ token })
    const yes = { seq, helped: true }
    expect([await window.send('verdict', yes), await window.send('verdict', yes)]).toEqual([
      { ok: true },
      { ok: true },
    ])
    await Promise.all([window.until('ended'), other.until('ended')])
    expect(await ticket(ticketId)).toMatchObject({ status: 'solved', waiting: false, service: 'sip-bidan' })
    const notes = (await sari.messages(ticketId)).filter(({ direction }) => direction === 'internal')
    expect(notes.map(({ text }) => text)).toEqual([expect.stringContaining('sudah menjawab')])
    await window.send('message', { clientId: newId(), text: 'eh, satu lagi' })
    expect(await ticket(ticketId)).toMatchObject({ status: 'open', waiting: true })
  })

  it('goes on to an officer with no, who reads that, and offers nothing more unasked', async () => {
    const { window, ticketId } = await begin('Belum', sureQuestion)
    const { seq } = await machine(window)
    await window.send('verdict', { seq, helped: false })
    const note = (await sari.messages(ticketId)).at(-1)
    expect(note).toMatchObject({ direction: 'internal', author: { kind: 'system' } })
    expect(note?.text).toContain('belum menjawab')
    expect(await ticket(ticketId)).toMatchObject({ status: 'new', waiting: true })
    await window.send('message', { clientId: newId(), text: 'kalau syarat sip dokter gigi apa?' })
    await window.send('message', { clientId: newId(), text: 'halo?' })
    await new Promise((done) => setTimeout(done, 500))
    expect(await shownIn(ticketId)).toHaveLength(1)
  })

  it('leaves the word to the officer once there is one', async () => {
    const { window, ticketId } = await begin('Dilayani', 'halo')
    await sari.reply(ticketId, 'Halo, ada yang bisa dibantu?')
    await window.send('message', { clientId: newId(), text: sureQuestion })
    await new Promise((done) => setTimeout(done, 500))
    expect(await shownIn(ticketId)).toEqual([])
    expect(await window.send('others', {})).toMatchObject({ items: [] })
  })

  it('knows what the question was put under, when that is one of the office’s topics', async () => {
    const known = await begin('Topik', 'halo', { topic: 'kesehatan' })
    expect((await ticket(known.ticketId)).tags).toEqual(['kesehatan'])
    const unknown = await begin('Topik', 'halo', { topic: 'apa saja' })
    expect((await ticket(unknown.ticketId)).tags).toEqual([])
  })

  it('judges nothing but what the system answered here', async () => {
    const { window } = await begin('Salah', 'halo')
    expect(await window.send('verdict', { seq: 1, helped: true })).toMatchObject({
      error: { code: 'not-found' },
    })
  })
})

it('looks for answers no oftener than people press, however often it is asked', async () => {
  const { window } = await begin('Banyak', 'mau tanya soal izin praktik')
  const acks = await Promise.all(Array.from({ length: 30 }, () => window.send('others', {})))
  expect(acks.filter(({ ok }) => ok)).toHaveLength(20)
  expect(await window.send('show', { answer: 'krk-irk/waktu' })).toMatchObject({
    error: { code: 'rate-limited' },
  })
  expect(await window.send('message', { clientId: crypto.randomUUID(), text: 'Halo?' })).toMatchObject({
    ok: true,
  })
})

it('shows nothing by itself where the office wants none', async () => {
  const quiet = await openOffice({ CHAT_ANSWERS: 'off' })
  const window = await quiet.chat()
  await window.send('start', { clientId: newId(), name: 'Yuni', text: sureQuestion })
  await window.until('queue')
  await new Promise((done) => setTimeout(done, 500))
  expect(window.heard.filter(({ name }) => name === 'message')).toEqual([])
  const others = await waitFor(async () => {
    const asked = await window.send<{ items: unknown[] }>('others', {})
    return asked.ok && asked.items
  }, 'what could fit')
  expect(others.length).toBeGreaterThan(0)
  await quiet.stop()
})
