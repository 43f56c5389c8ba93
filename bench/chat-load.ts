/** Visitors who write at a fixed rate and an agent who hears them; the same for the office and for the relay. */
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { percentile } from './statistics.ts'

const startsPerSecond = 100
const patienceMs = 10_000
const text = 'Selamat siang, berapa lama KRK keluar kalau berkas sudah lengkap dan gambar sudah diunggah?'

export interface Latency {
  p50Ms: number
  p95Ms: number
  p99Ms: number
}

export interface Room {
  /** Lets more visitors begin a conversation, at a gentle pace, until there are `count`. */
  fill(count: number): Promise<void>
  /** Sends `perSecond` messages a second, whatever the answers take. Throws when one is refused or never heard. */
  run(perSecond: number, seconds: number): Promise<Latency>
  close(): void
}

export async function openRoom(url: string, agentCookie: string): Promise<Room> {
  const visitors: Socket[] = []
  const dueMs = new Map<string, number>()
  let latencies: number[] = []
  let refused = 0
  let sent = 0
  const agent = await connected(`${url}/desk`, { cookie: agentCookie })
  agent.on('message:created', ({ message }: { message: { clientId: string } }) => {
    const due = dueMs.get(message.clientId)
    if (due === undefined) return
    dueMs.delete(message.clientId)
    latencies.push(performance.now() - due)
  })

  function write(due: number): void {
    const clientId = `ukur-${++sent}`
    dueMs.set(clientId, due)
    visitors[sent % visitors.length]?.emit('message', { clientId, text }, ({ ok }: { ok: boolean }) => {
      if (!ok) refused++
    })
  }

  return {
    async fill(count) {
      while (visitors.length < count) {
        const visitor = await connected(`${url}/chat`, {})
        const clientId = `mulai-${visitors.length}`
        const answer = (await visitor.timeout(patienceMs).emitWithAck('start', {
          clientId,
          name: `Warga ${visitors.length}`,
          text,
        })) as { ok: boolean }
        if (!answer.ok) throw new Error('a conversation was refused')
        visitors.push(visitor)
        await pause(1000 / startsPerSecond)
      }
    },
    async run(perSecond, seconds) {
      latencies = []
      const began = performance.now()
      const total = perSecond * seconds
      for (let number = 0; number < total;) {
        // A message is late from when it was due, so a stall in sending it counts too.
        const now = performance.now()
        for (; number < total && began + (number * 1000) / perSecond <= now; number++)
          write(began + (number * 1000) / perSecond)
        await pause(1)
      }
      const end = performance.now() + patienceMs
      while (dueMs.size > 0 && performance.now() < end) await pause(10)
      if (refused > 0 || dueMs.size > 0) {
        throw new Error(
          `of ${total} messages ${refused} were refused and ${dueMs.size} never reached the agent`,
        )
      }
      latencies.sort((a, b) => a - b)
      const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share))
      return { p50Ms: p50Ms ?? NaN, p95Ms: p95Ms ?? NaN, p99Ms: p99Ms ?? NaN }
    },
    close() {
      for (const socket of [agent, ...visitors]) socket.disconnect()
    },
  }
}

function connected(url: string, extraHeaders: Record<string, string>): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}
