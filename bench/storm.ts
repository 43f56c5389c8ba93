/**
 * Visitors and agents who write to each other over lines that are cut at random, to a server that is killed (-9)
 * and started again. Every side sends as our window and our desk do: again, with the same id, until it is
 * acknowledged. At the end each side's thread is the same: in order, nothing lost, nothing doubled.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'

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

interface Line {
  id: number
  seq: number
  ticketId: number
  text: string
  direction: string
  clientId: string | null
}

export interface StormResult {
  /** Messages in all threads. */
  messages: number
  cuts: number
  kills: number
  seconds: number
}

const cutEveryMs = 150
const ackPatienceMs = 4_000
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

/** A citizen's window: what it wrote it learns by acknowledgement, what others wrote by events, both in order. */
async function beginVisitor(url: string, n: number, faults: string[]) {
  const lines = new Map<number, Line>()
  let acknowledged = 0
  const key: { token?: string } = {}
  const note = (line: Line) => {
    const known = lines.get(line.seq)
    if (known && known.id !== line.id) faults.push('two messages have one place')
    lines.set(line.seq, line)
  }
  // Places that were only acknowledged are no place up to which everything is known.
  let heardUpTo = 0
  const socket = connect(`${url}/chat`, {}, () => (key.token ? { ...key, afterSeq: heardUpTo } : {}))
  socket.on('sync', ({ messages }: { messages: Line[] }) => {
    messages.forEach(note)
    heardUpTo = Math.max(heardUpTo, messages.at(-1)?.seq ?? 0)
  })
  socket.on('message', (line: Line) => {
    if (line.seq <= heardUpTo && lines.has(line.seq)) faults.push('a window heard a message twice')
    note(line)
    heardUpTo = line.seq
  })
  const started = await send<{ token: string; message: Line }>(socket, 'start', {
    clientId: `mulai-${n}-${crypto.randomUUID()}`,
    name: `Warga ${n}`,
    text: `warga ${n} mulai`,
  })
  key.token = started.token
  note(started.message)
  heardUpTo = started.message.seq
  return {
    ticketId: started.message.ticketId,
    acknowledged: () => acknowledged,
    seen: () => [...lines.values()].sort((a, b) => a.seq - b.seq),
    async write(text: string): Promise<void> {
      const { message } = await send<{ message: Line }>(socket, 'message', {
        clientId: crypto.randomUUID(),
        text,
      })
      note(message)
      acknowledged++
    },
    cut: () => void socket.io.engine.close(),
    close: () => void socket.disconnect(),
  }
}

/** An agent's screen hears everything; replies go over HTTP and are tried again with the same clientId. */
async function beginAgent(url: string, cookie: string, faults: string[]) {
  const lines = new Map<number, Map<number, Line>>()
  const heard = new Set<number>()
  let lastEvent: number | null = null
  let loading = Promise.resolve()
  const note = (line: Line) =>
    lines.set(line.ticketId, (lines.get(line.ticketId) ?? new Map<number, Line>()).set(line.seq, line))

  /** What was said before this screen opened, or while it was away for too long. */
  async function load(): Promise<void> {
    const page = await untilAnswered(() =>
      get<{ items: { id: number }[] }>(url, cookie, '/tickets?limit=100'),
    )
    for (const { id } of page.items) (await untilAnswered(() => threadOf(url, cookie, id))).forEach(note)
  }

  const socket = connect(`${url}/desk`, { cookie }, () =>
    lastEvent === null ? {} : { afterEvent: lastEvent },
  )
  socket.on('message:created', ({ event, message }: { event: number; message: Line }) => {
    lastEvent = Math.max(lastEvent ?? 0, event)
    if (message.direction === 'internal') return
    if (heard.has(message.id)) faults.push('a screen heard a message twice')
    heard.add(message.id)
    note(message)
  })
  for (const name of ['ticket:created', 'ticket:changed', 'message:changed', 'ready'])
    socket.on(name, ({ event }: { event: number }) => (lastEvent = Math.max(lastEvent ?? 0, event)))
  socket.on('resync', ({ event }: { event: number }) => {
    lastEvent = event
    loading = loading.then(load)
  })
  await load()
  const { csrfToken } = await get<{ csrfToken: string }>(url, cookie, '/session')
  return {
    seen: (ticketId: number) => [...(lines.get(ticketId)?.values() ?? [])].sort((a, b) => a.seq - b.seq),
    async write(ticketId: number, text: string): Promise<void> {
      const clientId = crypto.randomUUID()
      for (;;) {
        const response = await fetch(`${url}/api/v1/tickets/${ticketId}/replies`, {
          method: 'POST',
          headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
          body: JSON.stringify({ clientId, text }),
          signal: AbortSignal.timeout(ackPatienceMs),
        }).catch(() => null)
        if (response?.status === 201 || response?.status === 200) return
        if (response && response.status < 500) throw new Error(`a reply was refused with ${response.status}`)
        await pause(100)
      }
    },
    cut: () => void socket.io.engine.close(),
    close: () => void socket.disconnect(),
  }
}

function connect(url: string, extraHeaders: Record<string, string>, auth: () => object): Socket {
  return io(url, {
    forceNew: true,
    extraHeaders,
    transports: ['websocket'],
    reconnectionDelay: 50,
    reconnectionDelayMax: 400,
    timeout: ackPatienceMs,
    auth: (give) => give(auth()),
  })
}

/** Again and again with the same id, until somebody says that it is on disk. */
async function send<T extends object>(socket: Socket, event: string, payload: object): Promise<T> {
  for (;;) {
    if (!socket.connected) {
      await pause(20)
      continue
    }
    const answer = (await socket
      .timeout(ackPatienceMs)
      .emitWithAck(event, payload)
      .catch(() => null)) as ({ ok: true } & T) | { ok: false; error: { code: string } } | null
    if (answer?.ok) return answer
    const isForGood =
      answer && !['rate-limited', 'internal', 'unavailable', 'no-conversation'].includes(answer.error.code)
    if (isForGood) throw new Error(`${event} was refused: ${answer.error.code}`)
    await pause(100)
  }
}

async function threadOf(url: string, cookie: string, ticketId: number): Promise<Line[]> {
  const lines: Line[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/tickets/${ticketId}/messages?limit=100${cursor && `&cursor=${cursor}`}`
    const page = await get<{ items: Line[]; nextCursor: string | null }>(url, cookie, path)
    lines.push(...page.items.filter(({ direction }) => direction !== 'internal'))
    cursor = page.nextCursor
  }
  return lines
}

async function get<T>(url: string, cookie: string, path: string): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as T
}

/** While the server is down. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => null)
    if (answer !== null) return answer
    await pause(100)
  }
}

/** Gently, a few at a time. */
async function inTurns<T>(works: (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = []
  for (let from = 0; from < works.length; from += 10)
    done.push(...(await Promise.all(works.slice(from, from + 10).map((work) => work()))))
  return done
}
