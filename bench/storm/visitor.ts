import { connect, send } from './connect.ts'
import type { Line } from './thread.ts'

/** A citizen's window: what it wrote it learns by acknowledgement, what others wrote by events, both in order. */
export async function beginVisitor(url: string, n: number, faults: string[]) {
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
