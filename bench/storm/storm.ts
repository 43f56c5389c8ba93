/**
 * Visitors and agents who write to each other over lines that are cut at random, to a server that is killed (-9)
 * and started again. Every side sends as our window and our desk do: again, with the same id, until it is
 * acknowledged. At the end each side's thread is the same: in order, nothing lost, nothing doubled.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { beginAgent } from './agent.ts'
import { threadOf, type Line } from './thread.ts'
import { beginVisitor } from './visitor.ts'

export interface StormSize {
  messages: number
  visitors: number
  agents: number
  kills: number
}

export interface StormServer {
  url: string
  /** Kills it without a word and starts it again on the same port and data; resolves when it listens. */
  killAndRestart(): Promise<void>
}

export interface StormResult {
  /** Messages in all threads. */
  messages: number
  cuts: number
  kills: number
  seconds: number
}

const cutEveryMs = 150
const longestMs = 15 * 60_000

/** `cookies`: of the agents who write. Throws one sentence when a side's thread is not what the database says. */
export async function storm(server: StormServer, cookies: string[], size: StormSize): Promise<StormResult> {
  const began = performance.now()
  let cuts = 0
  const faults: string[] = []
  const visitors = await inTurns(
    Array.from({ length: size.visitors }, (_, n) => () => beginVisitor(server.url, n, faults)),
  )
  const agents = await Promise.all(cookies.map((cookie) => beginAgent(server.url, cookie, faults)))
  const each = Math.ceil((size.messages - size.visitors) / 2 / size.visitors)
  const sides = [...visitors, ...agents]
  let isOver = false

  const cutting = (async () => {
    while (!isOver) {
      await pause(cutEveryMs)
      sides[Math.floor(Math.random() * sides.length)]?.cut()
      cuts++
    }
  })()
  const expected = size.visitors * (1 + 2 * each)
  const progress = () => 2 * visitors.reduce((sum, visitor) => sum + visitor.acknowledged(), 0)
  const killing = (async () => {
    for (let kill = 1; kill <= size.kills; kill++) {
      while (!isOver && progress() < (kill / (size.kills + 1)) * expected) await pause(20)
      await server.killAndRestart()
    }
  })()
  const writing = Promise.all(
    visitors.map(async (visitor, n) => {
      const agent = agents[n % agents.length]
      for (let number = 1; number <= each; number++) {
        await Promise.all([
          visitor.write(`warga ${n} pesan ${number}`),
          agent?.write(visitor.ticketId, `petugas ${n} pesan ${number}`),
        ])
      }
    }),
  )
  await Promise.race([Promise.all([writing, killing]), tooLong()])
  isOver = true
  await cutting
  if (faults[0]) throw new Error(faults[0])

  for (const [n, visitor] of visitors.entries()) {
    const stored = await threadOf(server.url, cookies[0] ?? '', visitor.ticketId)
    const where = `thread ${n}`
    const texts = new Set(stored.map(({ text }) => text))
    if (stored.length !== 1 + 2 * each)
      throw new Error(`${where} has ${stored.length} messages, not ${1 + 2 * each}`)
    if (texts.size !== stored.length) throw new Error(`${where} holds a message twice`)
    await settled(() => same(visitor.seen(), stored), `the visitor of ${where}`)
    for (const agent of agents)
      await settled(() => same(agent.seen(visitor.ticketId), stored), `an agent’s screen of ${where}`)
  }
  for (const side of sides) side.close()
  return { messages: expected, cuts, kills: size.kills, seconds: (performance.now() - began) / 1000 }
}

async function tooLong(): Promise<never> {
  await pause(longestMs, undefined, { ref: false })
  throw new Error('the storm did not end')
}

/** A side may hear the last words a moment later. */
async function settled(isRight: () => string | null, whose: string): Promise<void> {
  const end = Date.now() + 20_000
  for (;;) {
    const why = isRight()
    if (why === null) return
    if (Date.now() > end) throw new Error(`${whose}: ${why}`)
    await pause(50)
  }
}

function same(seen: Line[], stored: Line[]): string | null {
  const [a, b] = [seen, stored].map((lines) => lines.map(({ seq, text }) => `${seq} ${text}`))
  if (a?.join('\n') === b?.join('\n')) return null
  return `it saw ${a?.length} messages where ${b?.length} are, or not in their order`
}

/** Gently, a few at a time. */
async function inTurns<T>(works: (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = []
  for (let from = 0; from < works.length; from += 10)
    done.push(...(await Promise.all(works.slice(from, from + 10).map((work) => work()))))
  return done
}
