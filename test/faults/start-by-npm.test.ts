/** `npm start` and `npx tanya serve` as a supervisor or a terminal stops them: nothing stays behind. */
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freePort, waitFor } from '../_office.ts'
import { scratchDir, type Vars } from './_server.ts'

vi.setConfig({ testTimeout: 90_000 })

const root = join(import.meta.dirname, '..', '..')
const stopMs = 10_000
/** Finds the clone's own `npm` before the real one. */
const startScript = 'PATH="$PWD/fake:$PATH" node bin/start.mjs'

let dir: ReturnType<typeof scratchDir>
beforeEach(() => void (dir = scratchDir()))
afterEach(() => dir.remove())

describe.each([
  ['npm start', ['npm', 'start']],
  ['npx tanya serve', ['npx', 'tanya', 'serve']],
])('%s', (_name, command) => {
  it('ends wholly within ten seconds of a SIGTERM to npm alone', async () => {
    const { group, port } = await start(command)
    process.kill(group.pid, 'SIGTERM')
    await waitFor(() => !group.isAlive(), 'the end of every process', stopMs)
    expect(await isFree(port)).toBe(true)
    expect(existsSync(join(dir.path, 'tanya.db-wal'))).toBe(false)
  })

  it('ends cleanly by Ctrl-C, which the terminal sends to every process of it', async () => {
    const { group, port } = await start(command)
    process.kill(-group.pid, 'SIGINT')
    await waitFor(() => !group.isAlive(), 'the end of every process', stopMs)
    expect(await isFree(port)).toBe(true)
    expect(existsSync(join(dir.path, 'tanya.db-wal'))).toBe(false)
    expect(group.said()).not.toMatch(/did not stop cleanly|Error/)
  })
})

it('goes on when started without npm by a shell that leaves', async () => {
  const { group, port } = await start(['sh', '-c', 'node bin/start.mjs & sleep 2'])
  await waitFor(() => !isAlive(group.pid), 'the end of the shell', 30_000)
  await pause(1000)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  process.kill(-group.pid, 'SIGTERM')
  await waitFor(() => !group.isAlive(), 'the end of every process', stopMs)
})

describe('a first start', () => {
  it('ends within ten seconds of a SIGTERM while it installs', async () => {
    const clone = cloneWithNpm('#!/bin/sh\necho installing >&2\nexec sleep 60\n')
    const group = launch(['npm', 'start'], clone, {})
    await waitFor(() => group.said().includes('installing\n'), 'the installation', 30_000)
    process.kill(group.pid, 'SIGTERM')
    await waitFor(() => !group.isAlive(), 'the end of every process', stopMs)
  })

  it('says what it does, without npm’s warnings, and ends with npm’s error', async () => {
    const clone = cloneWithNpm('#!/bin/sh\necho "npm was asked: $*"\necho npm error E404 >&2\nexit 1\n')
    const group = launch(['sh', '-c', startScript], clone, {})
    expect(await group.ended).toBe(1)
    expect(group.said()).toMatch(/Memasang paket.+Installing packages/)
    expect(group.said()).toMatch(/npm was asked: ci .*--loglevel=error/)
    expect(group.said()).toMatch(/npm error E404\nnpm ci failed; its words stand above\.\n$/)
  })
})

async function start(command: string[]) {
  const port = await freePort()
  const group = launch(command, root, {
    HOST: '127.0.0.1',
    PORT: String(port),
    SMTP_LISTEN: '',
    DATA_DIR: dir.path,
    DATABASE_URL: `sqlite:${join(dir.path, 'tanya.db')}`,
  })
  await waitFor(() => group.said().includes('  Desk '), 'the greeting', 60_000)
  return { group, port }
}

/** A process group of its own, as a terminal makes one for each command. */
function launch([command = '', ...args]: string[], cwd: string, vars: Vars) {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, ...vars } as NodeJS.ProcessEnv
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const pid = child.pid ?? 0
  return { pid, ended, said: () => words, isAlive: () => isAlive(-pid) }
}

/** A process, or by a negative number every process of a group. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/** A fresh clone as far as starting goes, whose installation is done by this script. */
function cloneWithNpm(script: string): string {
  const clone = join(dir.path, 'clone')
  cpSync(join(root, 'bin'), join(clone, 'bin'), { recursive: true })
  writeFileSync(
    join(clone, 'package.json'),
    JSON.stringify({ type: 'module', scripts: { start: startScript } }),
  )
  mkdirSync(join(clone, 'fake'))
  writeFileSync(join(clone, 'fake', 'npm'), script)
  chmodSync(join(clone, 'fake', 'npm'), 0o755)
  return clone
}
