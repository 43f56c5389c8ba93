/** The real process, as `npm start` runs it once built, with an environment of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { serverDir, serverEnv, serverFlags } from '../../bin/server-process.mjs'
import { admin, freePort, signIn, waitFor, type Client } from '../_office.ts'

export type Vars = Record<string, string>

export interface Run {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}
export interface Server {
  url: string
  smtpPort: number
  child: ChildProcess
  /** What it printed so far. */
  said(): string
  ended: Promise<Run>
  signIn(): Promise<Client>
  /** A citizen's window that does not reconnect by itself. */
  chat(auth?: object): Promise<Socket>
  /** Sends the signal and resolves when the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<Run>
}

export function scratchDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tanya-fault-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs until it ends by itself, or 20 seconds. */
export async function runToEnd(cwd: string, vars: Vars): Promise<Run> {
  const { child, ended } = launch(cwd, vars)
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  return ended.finally(() => clearTimeout(timer))
}

/** Starts on free ports and resolves when it is ready; throws with its last words when it ends instead. */
export async function startServer(cwd: string, vars: Vars = {}): Promise<Server> {
  const port = Number(vars['PORT'] ?? (await freePort()))
  const smtpPort = await freePort()
  const { child, ended, said } = launch(cwd, {
    HOST: '127.0.0.1',
    PORT: String(port),
    SMTP_LISTEN: `127.0.0.1:${smtpPort}`,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    LOG_LEVEL: 'warn',
    CHAT_STARTS_PER_MINUTE: '100000',
    ...vars,
  })
  let end: Run | null = null
  void ended.then((run) => (end = run))
  await waitFor(
    () => {
      if (end) throw new Error(`the server ended: ${end.out}${end.err}`)
      return said().includes('  Desk ')
    },
    'the greeting',
    30_000,
  )
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    smtpPort,
    child,
    said,
    ended,
    signIn: () => signIn(url, admin.email, admin.password),
    chat: (auth = {}) => connectChat(url, auth),
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

function connectChat(url: string, auth: object): Promise<Socket> {
  const socket = io(`${url}/chat`, { auth, forceNew: true, reconnection: false, transports: ['websocket'] })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

function launch(cwd: string, vars: Vars) {
  // Not our own environment: vitest puts a BASE_URL of its own into it.
  const env = { PATH: process.env['PATH'], ...serverEnv, ...vars } as NodeJS.ProcessEnv
  const child = spawn(process.execPath, [...serverFlags, join(serverDir, 'main.js')], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = new Promise<Run>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  return { child, ended, said: () => out }
}
