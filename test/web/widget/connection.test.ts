import { io } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createConnection, type Connection } from '../../../web/widget/connection.ts'
import type { Conversation } from '../../../web/widget/conversation.ts'
import { browserStorage, budi, message, openTab } from './_cast.ts'
import { openOffice, type Office } from './_office.ts'

let office: Office
let lines: Connection[] = []

beforeEach(async () => {
  office = await openOffice()
})
afterEach(async () => {
  for (const line of lines) line.close()
  lines = []
  await office.close()
})

function lineOf(conversation: Conversation): Connection {
  const dial = (credentials: () => object) =>
    io(`http://127.0.0.1:${office.port}/chat`, {
      auth: (give) => give(credentials()),
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
    })
  const line = createConnection(conversation, dial, () => undefined, { ackTimeoutMs: 150, retryDelayMs: 60 })
  lines.push(line)
  return line
}

const settled = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 10 })
const texts = (tab: Conversation) => tab.state().messages.map(({ text }) => text)

describe('the line to the office', () => {
  it('is not opened by looking at the panel', async () => {
    const line = lineOf(openTab())
    line.wake()
    line.follow()
    line.markRead()
    line.typing(true)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(office.auths).toEqual([])
    expect(line.live().line).toBe('closed')
  })

  it('starts with the question, sends what follows in order, and hears the answer', async () => {
    const tab = openTab()
    const line = lineOf(tab)
    tab.begin(budi, 'satu')
    tab.say('dua')
    tab.say('tiga')
    line.open()
    await settled(() => expect(texts(tab)).toEqual(['satu', 'dua', 'tiga']))
    office.say('jawaban')
    await settled(() => expect(texts(tab)).toEqual(['satu', 'dua', 'tiga', 'jawaban']))
    expect(tab.state()).toMatchObject({ token: 'kunci', number: '26-00001', pending: [] })
  })

  it('repeats what was not acknowledged, and the thread has it once', async () => {
    const tab = openTab()
    office.lostAcks = 2
    tab.begin(budi, 'satu')
    lineOf(tab).open()
    await settled(() => expect(tab.state().pending).toEqual([]))
    tab.say('dua')
    await settled(() => expect(office.heard.filter((text) => text === 'satu').length).toBeGreaterThan(1))
    expect(office.thread.map(({ text }) => text)).toEqual(['satu'])
  })

  it('keeps what is written while the server is down and sends it when it is back', async () => {
    const tab = openTab()
    const line = lineOf(tab)
    tab.begin(budi, 'satu')
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    const { port, thread } = office
    await office.close()
    await settled(() => expect(line.live().line).toBe('broken'))
    tab.say('dari basement')
    line.open()
    office = await openOffice(port, thread)
    await settled(() => expect(texts(tab)).toEqual(['satu', 'dari basement']))
    expect(office.heard).toEqual(['dari basement'])
  })

  it('comes back by itself when the server hangs up, from where it was', async () => {
    const tab = openTab()
    const line = lineOf(tab)
    tab.begin(budi, 'satu')
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    office.say('dua')
    await settled(() => expect(texts(tab)).toEqual(['satu', 'dua']))
    office.hangUp()
    office.say('tiga')
    await settled(() => expect(texts(tab)).toEqual(['satu', 'dua', 'tiga']))
    expect(office.auths.at(-1)).toEqual({ token: 'kunci', afterSeq: 2 })
  })

  it('opens an earlier conversation on another visit', async () => {
    const storage = browserStorage()
    const first = openTab(storage)
    first.begin(budi, 'satu')
    const line = lineOf(first)
    line.open()
    await settled(() => expect(first.state().token).toBe('kunci'))
    line.close()
    office.say('sementara Anda pergi')
    const second = openTab(storage)
    lineOf(second).open()
    await settled(() => expect(texts(second)).toEqual(['satu', 'sementara Anda pergi']))
  })

  it('lets a second tab go along when the first begins', async () => {
    const storage = browserStorage()
    const [one, other] = [openTab(storage), openTab(storage)]
    const otherLine = lineOf(other)
    one.begin(budi, 'satu')
    lineOf(one).open()
    await settled(() => expect(one.state().token).toBe('kunci'))
    otherLine.follow()
    await settled(() => expect(otherLine.live().line).toBe('online'))
    one.reset()
    otherLine.follow()
    expect(otherLine.live().line).toBe('closed')
  })

  it.each([
    ['it was too fast', 'rate-limited'],
    ['the office’s database is away', 'unavailable'],
  ])('waits and tries again when %s', async (_why, code) => {
    const tab = openTab()
    const line = lineOf(tab)
    office.refusals.push({ code, message: '' })
    tab.begin(budi, 'satu')
    line.open()
    await settled(() => expect(line.live().delay?.code).toBe(code))
    await settled(() => expect(texts(tab)).toEqual(['satu']))
    expect(line.live().delay).toBeNull()
  })

  it('keeps the text of what was refused for good and goes on with the next', async () => {
    const tab = openTab()
    tab.begin(budi, 'satu')
    const line = lineOf(tab)
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    office.refusals.push({ code: 'invalid', message: '' })
    tab.say('salah')
    tab.say('benar')
    line.open()
    await settled(() => expect(texts(tab)).toEqual(['satu', 'benar']))
    expect(tab.state().pending).toMatchObject([{ text: 'salah', failure: { code: 'invalid' } }])
  })

  it('ends a conversation whose token is no longer good, and forgets nothing of it', async () => {
    const tab = openTab()
    tab.begin(budi, 'satu')
    tab.started('dicabut', '26-00001', message(1))
    lineOf(tab).open()
    await settled(() => expect(tab.state().ended).toBe(true))
    expect(tab.state().messages).toHaveLength(1)
  })

  it('knows at once that the device lost its network, and takes a fresh line when it is back', async () => {
    const tab = openTab()
    const line = lineOf(tab)
    tab.begin(budi, 'satu')
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    const calls = office.auths.length
    line.lost()
    expect(line.live().line).toBe('broken')
    line.wake()
    await settled(() => expect(line.live().line).toBe('online'))
    expect(office.auths).toHaveLength(calls + 1)
  })

  it('carries a rating to the office, also one that was given without a line', async () => {
    const tab = openTab()
    tab.begin(budi, 'satu')
    const line = lineOf(tab)
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    line.close()
    tab.requestEnd()
    tab.rate(4)
    expect(tab.state()).toMatchObject({ rating: 4, isRatingUnsent: true })
    line.open()
    await settled(() => expect(office.ratings).toEqual([4]))
    await settled(() => expect(tab.state().isRatingUnsent).toBe(false))
    expect(office.endings).toBe(1)
  })

  it('tells the office what was read and that the citizen has ended', async () => {
    const tab = openTab()
    const line = lineOf(tab)
    tab.begin(budi, 'satu')
    line.open()
    await settled(() => expect(tab.state().token).toBe('kunci'))
    office.typing('Sari')
    await settled(() => expect(line.live().typing).toBe('Sari'))
    office.say('dua')
    await settled(() => expect(texts(tab)).toHaveLength(2))
    expect(line.live()).toMatchObject({ typing: null, queue: null })
    line.markRead()
    await settled(() => expect(office.readSeq).toBe(2))
    tab.requestEnd()
    line.open()
    await settled(() => expect(office.endings).toBe(1))
    expect(tab.state()).toMatchObject({ ended: true, ending: false })
  })
})
