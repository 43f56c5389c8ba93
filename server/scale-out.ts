/** Several processes: typing and presence travel by Redis Streams, and limits are counted there. Events travel by the database, always. */
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import type { Server } from 'socket.io'

export type RedisClient = Awaited<ReturnType<typeof openRedis>>

/** Throws one sentence when Redis cannot be reached. */
export async function openRedis(redisUrl: string) {
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
  return client
}

/** The adapter reads on connections of its own. */
export function connectProcesses(io: Server, client: RedisClient): void {
  io.adapter(createAdapter(client))
}
