/** The one port at which browsers and webhooks arrive: HTTP, and the lines that stay open. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { House } from './house.ts'

const graceMs = 2_000

export type FrontDoor = Awaited<ReturnType<typeof openFrontDoor>>

export async function openFrontDoor({ config, redis }: House) {
  let answer: RequestListener
  // Given before socket.io attaches itself, which then takes its own path and leaves the rest to us.
  const server = createServer((request, response) => answer(request, response))
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    cors: { origin: false },
  })
  if (redis) (await import('../scale-out.ts')).connectProcesses(io, redis)
  return {
    io,
    /** Once it listens. */
    port: () => (server.address() as AddressInfo).port,
    /** Who answers requests; named before `start`. */
    answerWith(listener: RequestListener): void {
      answer = listener
    },
    start(): Promise<void> {
      return new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const taken = error.code === 'EADDRINUSE'
          reject(
            taken ? new Error(`Port ${config.port} is taken: stop the other program or set PORT.`) : error,
          )
        })
        server.listen(config.port, config.host, resolve)
      })
    },
    /** Requests in hand are answered; a line on which nothing was ever asked would be waited for without end. */
    stop(): Promise<void> {
      const grace = setTimeout(() => server.closeAllConnections(), graceMs)
      return new Promise((done) => void io.close(() => (clearTimeout(grace), done())))
    },
  }
}
