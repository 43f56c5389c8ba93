/** A whole office for one test: the real app on free ports, a data folder of its own, and a small cast. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { startApp, type App, type AppOptions } from '../server/app.ts'
import { loadConfig, type Env } from '../server/config.ts'
import { createLog } from '../server/log.ts'
import type { Ack } from '../channels/chat/protocol.ts'
import type { Suggestion } from '../server/wire/answer.ts'
import type { Message } from '../server/wire/message.ts'
import type { Page } from '../server/wire/page.ts'
import type { Session } from '../server/wire/session.ts'
import type { Ticket } from '../server/wire/ticket.ts'

export const admin = { email: 'sari@dpmptsp.example', password: 'kopi-tubruk-pagi' }

export interface Office {
  url: string
  smtpPort: number
  dataDir: string
  env: Env
  /** Signs the admin in and returns a client that speaks for her. */
  signIn(): Promise<Client>
  desk(client: Client, auth?: object, headers?: Record<string, string>): Promise<Screen>
  chat(auth?: object, headers?: Record<string, string>): Promise<Screen>
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function openOffice(
  env: Env = {},
  options: Pick<AppOptions, 'libraryDir' | 'resolveDns' | 'plusProbeAfterMs'> = {},
): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tanya-office-'))
  const port = Number(env['PORT'] ?? (await freePort()))
  const all: Env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    SMTP_LISTEN: '127.0.0.1:0',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    LOG_LEVEL: 'error',
    // Most tests count the mails that officers send; whoever speaks of acknowledgements switches them on.
    ACKNOWLEDGE: 'off',
    // Nobody waits here for what could be undone; whoever speaks of that switches it on.
    UNDO_SECONDS: '0',
    // The same for answers while somebody waits in a chat.
    CHAT_ANSWERS: 'off',
    // Tests ask no name server; those that want one bring their own.
    MAIL_AUTH: 'off',
    // Nor does the office write to itself.
    MAIL_PLUS: 'off',
    ...env,
  }
  const start = () =>
    startApp(loadConfig(all, dataDir), {
      ...options,
      version: 'test',
      webDist: join(import.meta.dirname, '..', 'web', 'dist'),
      log: createLog(all['LOG_LEVEL'] ?? 'error'),
    })
  let app: App = await start()
  const url = `http://127.0.0.1:${port}`
  const sockets: Socket[] = []

  async function connect(namespace: string, auth: object, headers: Record<string, string>): Promise<Screen> {
    const socket = io(url + namespace, {
      auth,
      extraHeaders: headers,
      forceNew: true,
      reconnectionDelay: 100,
    })
    sockets.push(socket)
    const screen = createScreen(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return screen
  }

  return {
    url,
    get smtpPort() {
      return app.smtpAddress?.port ?? 0
    },
    dataDir,
    env: all,
    signIn: () => signIn(url, admin.email, admin.password),
    desk: (client, auth = {}, headers = {}) => connect('/desk', auth, { cookie: client.cookie, ...headers }),
    chat: (auth = {}, headers = {}) => connect('/chat', auth, headers),
    async restart() {
      await app.stop()
      app = await start()
    },
    async stop() {
      for (const socket of sockets) socket.disconnect()
      await app.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Answer<T> {
  status: number
  body: T
  headers: Headers
}
export interface Client {
  cookie: string
  csrfToken: string
  request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>
  tickets(query?: string): Promise<Ticket[]>
  messages(ticketId: number): Promise<Message[]>
  suggestions(ticketId: number): Promise<Suggestion[]>
  reply(ticketId: number, text: string, more?: object): Promise<Answer<Message>>
}

export async function signIn(url: string, email: string, password: string): Promise<Client> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (response.status !== 201) throw new Error(`sign-in answered ${response.status}`)
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrfToken } = (await response.json()) as Session
  return clientFor(url, cookie, csrfToken ?? '')
}

function clientFor(url: string, cookie: string, csrfToken: string): Client {
  async function request<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        'x-csrf-token': csrfToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as T,
    }
  }
  return {
    cookie,
    csrfToken,
    request,
    tickets: async (query = '') => (await request<Page<Ticket>>('GET', `/tickets?${query}`)).body.items,
    messages: async (id) =>
      (await request<Page<Message>>('GET', `/tickets/${id}/messages?limit=100`)).body.items,
    suggestions: async (id) =>
      (await request<Page<Suggestion>>('GET', `/tickets/${id}/suggestions`)).body.items,
    reply: (id, text, more = {}) =>
      request<Message>('POST', `/tickets/${id}/replies`, { text, clientId: crypto.randomUUID(), ...more }),
  }
}

export interface Screen {
  socket: Socket
  heard: { name: string; payload: unknown }[]
  /** The first event of this name that fits, heard before or after asking. */
  until<T>(name: string, fits?: (payload: T) => boolean, timeoutMs?: number): Promise<T>
  send<T extends object>(name: string, payload: unknown): Promise<Ack<T>>
}

function createScreen(socket: Socket): Screen {
  const heard: Screen['heard'] = []
  socket.onAny((name: string, payload: unknown) => void heard.push({ name, payload }))
  return {
    socket,
    heard,
    until: <T>(name: string, fits: (payload: T) => boolean = () => true, timeoutMs = 5000) =>
      waitFor(
        () => heard.find((one) => one.name === name && fits(one.payload as T))?.payload as T | undefined,
        `socket event ${name}; heard ${JSON.stringify(heard.map((one) => one.name))}`,
        timeoutMs,
      ),
    send: <T extends object>(name: string, payload: unknown) =>
      socket.timeout(10_000).emitWithAck(name, payload) as Promise<Ack<T>>,
  }
}

/** Asks until there is an answer; fails naming what never came. */
export async function waitFor<T>(
  ask: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what: string,
  timeoutMs = 5000,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await ask()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
