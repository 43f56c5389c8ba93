/** The real server in a process of its own, run as `npm start` runs it, on free ports and a data folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { serverDir, serverEnv, serverFlags } from '../bin/server-process.mjs'

const root = join(import.meta.dirname, '..')
const admin = { email: 'bench@kantor.example', password: 'ukur-dua-kali-potong-sekali' }
const longestStartMs = 30_000

export const mailbox = 'tanya@kantor.example'

export interface Office {
  url: string
  smtpPort: number
  pid: number
  /** From spawn to the greeting, when everything listens. */
  startedInMs: number
  /** Resolves with the signed-in admin’s cookie. */
  signIn(): Promise<string>
  get<T>(path: string, cookie: string): Promise<T>
  stop(): Promise<void>
  /** Without a word. */
  kill(): Promise<void>
}

export function makeDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'tanya-bench-'))
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}

/** `script` is run from the project's root. Rejects when nothing listens within half a minute. */
export async function openOffice(
  dataDir: string,
  settings: Record<string, string> = {},
  script = join(serverDir, 'main.js'),
): Promise<Office> {
  const spawned = performance.now()
  const child = spawn(process.execPath, [...serverFlags, script], {
    cwd: root,
    // The channel tells the server to stop when this process dies.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], ...serverEnv, ...environment(dataDir), ...settings },
  })
  const exited = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), longestStartMs)
  const { port, smtpPort } = await greeting(child.stdout as NodeJS.ReadableStream).finally(() =>
    clearTimeout(timer),
  )
  const startedInMs = performance.now() - spawned
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    smtpPort,
    pid: child.pid ?? 0,
    startedInMs,
    async signIn() {
      const response = await fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(admin),
      })
      if (response.status !== 201) throw new Error(`sign-in answered ${response.status}`)
      return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    },
    async get<T>(path: string, cookie: string) {
      const response = await fetch(url + path, { headers: { cookie } })
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      return (await response.json()) as T
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function environment(dataDir: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: `sqlite:${join(dataDir, 'tanya.db')}`,
    MAIL_ADDRESS: mailbox,
    SMTP_LISTEN: '127.0.0.1:0',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    // All visitors of a benchmark come from one address.
    CHAT_STARTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'error',
    ...(process.env['NODE_OPTIONS'] ? { NODE_OPTIONS: process.env['NODE_OPTIONS'] } : {}),
  }
}

/** Reads the ports from the words the server greets with, and goes on emptying the pipe. */
function greeting(stdout: NodeJS.ReadableStream): Promise<{ port: number; smtpPort: number }> {
  return new Promise((resolve, reject) => {
    let port = 0
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => {
      port = Number(/^\s*Tanya\s+http:\/\/\S+:(\d+)$/.exec(line)?.[1] ?? port)
      const smtpPort = /^\s*SMTP in\s+\S+:(\d+)/.exec(line)?.[1]
      if (port && smtpPort) resolve({ port, smtpPort: Number(smtpPort) })
    })
    lines.on('close', () => reject(new Error('the server ended before it listened; its words stand above')))
  })
}

/** One that nobody listens on, so that a server can come back to it. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
