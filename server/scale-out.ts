/** Several processes: typing and presence travel by Redis Streams. Events travel by the database, always. */
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import type { Server } from 'socket.io'

/** Returns how to let go. Throws one sentence when Redis cannot be reached. */
export async function connectProcesses(io: Server, redisUrl: string): Promise<() => Promise<void>> {
  const client = createClient({
    url: redisUrl,
    socket: { connectTimeout: 3000, reconnectStrategy: (tries) => Math.min(tries * 200, 3000) },
  })
  let isConnected = false
  await new Promise<void>((resolve, reject) => {
    client.on('error', (cause: unknown) => {
      // Before the first connection this ends the start; later the client reconnects by itself.
      if (!isConnected) reject(new Error('REDIS_URL is set, but Redis cannot be reached there.', { cause }))
    })
    client.connect().then(() => {
      isConnected = true
      resolve()
    }, reject)
  }).catch((error: unknown) => {
    client.destroy()
    throw error
  })
  io.adapter(createAdapter(client))
  return async () => client.destroy()
}
