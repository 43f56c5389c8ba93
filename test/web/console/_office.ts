import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi, type Api } from '../../../web/console/api.ts'
import { createHttp } from '../../../web/console/http.ts'

export interface Office {
  api: Api
  /** Bodies of what came in, in order. */
  received: { method: string; path: string; body: Record<string, unknown> }[]
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>) => void

/** A real server on a free port that answers as the test says, and the console's own client for it. */
export async function openOffice(answer: Answer, onUnauthorized = () => {}): Promise<Office> {
  const received: Office['received'] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const body = JSON.parse(text || '{}') as Record<string, unknown>
      received.push({ method: request.method ?? '', path: request.url ?? '', body })
      answer(request, response, body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const http = createHttp({
    fetch: (path, init) => fetch(`http://127.0.0.1:${port}${String(path)}`, init),
    csrfToken: () => 'token',
    onUnauthorized,
  })
  return {
    api: createApi(http),
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  })
  response.end(JSON.stringify(body))
}
