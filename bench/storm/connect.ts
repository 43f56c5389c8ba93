/** Lines that come back, and what is said on them until it is acknowledged. */
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'

export const ackPatienceMs = 4_000

export function connect(url: string, extraHeaders: Record<string, string>, auth: () => object): Socket {
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
export async function send<T extends object>(socket: Socket, event: string, payload: object): Promise<T> {
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
