/** A proxy of the bad kind: it lets only plain HTTP through, and can lose answers to what it has delivered. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Proxy {
  url: string
  /** How many of the next packets from the window are delivered without their answer coming back. */
  lost: number
  upgrades: number
  stop(): void
}

export async function openProxy(target: string): Promise<Proxy> {
  const { port } = new URL(target)
  const server: Server = createServer((from, to) => {
    const onward = request(
      { host: '127.0.0.1', port, path: from.url, method: from.method, headers: from.headers },
      (answer) => {
        if (proxy.lost > 0 && from.method === 'POST') {
          proxy.lost--
          answer.resume()
          return void from.socket.destroy()
        }
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(to)
      },
    )
    onward.on('error', () => from.socket.destroy())
    from.pipe(onward)
  })
  server.on('upgrade', (_request, socket) => {
    proxy.upgrades++
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lost: 0,
    upgrades: 0,
    stop: () => void server.close(() => server.closeAllConnections()),
  }
  return proxy
}
