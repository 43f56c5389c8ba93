// Gets a fresh clone ready: installs what package-lock.json names and builds the web, each only when needed.
// Runs on whatever Node the machine has (20 or later); everything after it runs on the Node in node_modules.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const node = join(root, 'node_modules', '.bin', 'node')
const builtFrom = join(root, 'web', 'dist', '.built-from')

/** Installs packages; `withDev` also what tests and checks need. Ends the process when npm fails. */
export function install({ withDev }) {
  if (isInstalled(withDev)) return
  console.error('Memasang paket / Installing packages …')
  const args = ['ci', '--no-audit', '--no-fund', ...(withDev ? [] : ['--omit=dev'])]
  const result = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) fail('npm ci failed; its words stand above.')
}

/** npm keeps a list of what it installed; it must name every package of the lockfile in the same version. */
function isInstalled(withDev) {
  const kept = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(kept) || !existsSync(node)) return false
  const installed = readJson(kept).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional ||
      wanted.devOptional ||
      (wanted.dev && !withDev) ||
      installed[path]?.version === wanted.version,
  )
}

/** Builds the web when its sources changed since the last build. */
export function buildWeb() {
  const sources = hashOf([join(root, 'web'), join(root, 'package-lock.json')])
  if (existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === sources) return
  console.error('Membangun halaman web / Building the web …')
  run(['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'])
  mkdirSync(join(root, 'web', 'dist'), { recursive: true })
  writeFileSync(builtFrom, sources)
}

/** Runs a script on our own Node and ends the process when it fails. */
export function run(args, env = {}) {
  const result = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Becomes, as far as Node 20 can, another process: same streams, same signals, same exit. */
export function become(args) {
  // What was compiled once is kept, so that the next start needs half a second less.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env }
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesUnder).sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

function filesUnder(path) {
  if (/[\\/]dist$/.test(path)) return []
  try {
    return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    throw error
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
