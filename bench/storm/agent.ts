import { setTimeout as pause } from 'node:timers/promises'
import { ackPatienceMs, connect } from './connect.ts'
import { get, threadOf, untilAnswered, type Line } from './thread.ts'

/** An agent's screen hears everything; replies go over HTTP and are tried again with the same clientId. */
export async function beginAgent(url: string, cookie: string, faults: string[]) {
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
