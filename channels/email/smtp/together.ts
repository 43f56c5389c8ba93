import type { Socket } from 'node:net'

/**
 * RFC 2920 §3.2: answers to commands that came together leave together, in one packet. smtp-server writes each by itself,
 * and each costs as much as all.
 */
export function answerTogether(socket: Socket): void {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean
  socket.write = (...given: unknown[]) => {
    if (socket.writableCorked === 0) {
      socket.cork()
      setImmediate(() => socket.uncork())
    }
    return write(...given)
  }
}
