// Gets a fresh clone ready: installs what package-lock.json names, builds the web and trains the suggester, each only
// when needed.
// Runs on whatever Node the machine has (20 or later); everything after it runs on the Node in node_modules.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runToEnd } from './child.mjs'
import { serverEnv } from './server-process.mjs'

export const root = join(import.meta.dirname, '..')
export const node =
  process.platform === 'win32'
    ? join(root, 'node_modules', 'node', 'bin', 'node.exe') // what lies in .bin there is a script, which cannot be spawned
    : join(root, 'node_modules', '.bin', 'node')

/** Installs packages; `withDev` also what tests and checks need. Ends the process when npm fails. */
export async function install({ withDev }) {
  if (isInstalled(withDev)) return
  console.error('Memasang paket, sekali saja / Installing packages, this once …')
  // Without its warnings: most speak of the Node that runs npm, and everything after it runs on our own.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withDev ? [] : ['--omit=dev'])]
  const code = await runToEnd('npm', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (code !== 0) fail('npm ci failed; its words stand above.')
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

/** What is made from sources: told by a hash of them in a file beside it. */
const products = {
  web: {
    words: 'Membangun halaman web / Building the web …',
    from: ['web', 'package-lock.json'],
    into: 'web/dist',
    args: ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'],
  },
  server: {
    words: 'Menyatukan server / Bundling the server …',
    from: ['server', 'channels', 'db', 'templates', 'simulator', 'bin/bundle.mjs', 'package-lock.json'],
    into: 'server/dist',
    args: ['bin/bundle.mjs'],
  },
  suggester: {
    words: 'Melatih penyaran jawaban / Training the suggester …',
    from: ['templates/suggest', 'templates/catalogue', 'templates/topics.ts'],
    into: 'templates/suggest/trained',
    args: ['templates/suggest/training/train.ts'],
  },
}

/** Makes what changed since the last time, side by side: the machine has more than one core. */
export async function build(...names) {
  await Promise.all((names.length > 0 ? names : Object.keys(products)).map((name) => make(products[name])))
}

async function make({ words, from, into, args }) {
  const note = join(root, into, '.made-from')
  const sources = hashOf(from.map((path) => join(root, path)))
  if (existsSync(note) && readFileSync(note, 'utf8') === sources) return
  console.error(words)
  await run(args)
  mkdirSync(join(root, into), { recursive: true })
  writeFileSync(note, sources)
}

/** Runs a script on our own Node and ends the process when it fails. */
export async function run(args) {
  const code = await runToEnd(node, args, { cwd: root, stdio: 'inherit' })
  if (code !== 0) process.exit(code)
}

/** Becomes, as far as Node 20 can, another process: same streams, same signals, same exit. */
export async function become(args) {
  const env = { ...serverEnv, ...process.env }
  process.exit(await runToEnd(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env }))
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
  if (/[\\/](dist|trained)$/.test(path)) return []
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
