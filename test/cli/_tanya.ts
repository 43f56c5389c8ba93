/** The command line as a person runs it: `bin/tanya.mjs` in a process of its own. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Env } from '../../server/config.ts'

const script = join(import.meta.dirname, '..', '..', 'bin', 'tanya.mjs')
const longestMs = 60_000

export interface Run {
  code: number | null
  out: string
  err: string
}

/** Runs one command to its end; `input` is its standard input, and a folder of its own keeps our `.env` away. */
export async function tanya(
  args: string[],
  options: { cwd: string; vars?: Env; input?: string },
): Promise<Run> {
  const child = startTanya(args, options)
  child.stdin.on('error', () => {}) // a command that does not read closes it
  child.stdin.end(options.input ?? '')
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const timer = setTimeout(() => child.kill('SIGKILL'), longestMs)
  const code = await new Promise<number | null>((done) => child.on('close', done))
  clearTimeout(timer)
  return { code, out, err }
}

export function startTanya(args: string[], { cwd, vars = {} }: { cwd: string; vars?: Env }) {
  const env = { PATH: process.env['PATH'], ...vars } as NodeJS.ProcessEnv
  return spawn(process.execPath, [script, ...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Each line of what was printed, as JSON. */
export function jsonLines(out: string): unknown[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}
