// Imports point one way: reads every import of ours and names those that do not. Part of `npm run check`.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const folders = ['server', 'channels', 'templates', 'db', 'web', 'simulator']

/** What each place may import of ours besides its own folder. The longest match counts. */
const allowed = {
  db: [],
  templates: [],
  web: ['server/wire (types only)'],
  'channels/contract': [],
  'channels/lib': ['channels/contract'],
  channels: ['channels/contract', 'channels/lib'],
  simulator: ['channels/lib'],
  'server/desk': [
    'server/desk',
    'server/errors.ts',
    'server/log.ts',
    'server/wire',
    'channels',
    'db',
    'templates',
  ],
  'server/wire': ['server/wire', 'channels/chat/conversations.ts (types only)', 'channels/chat/protocol.ts'],
  'server/routes': [
    'server/desk',
    'server/auth',
    'server/errors.ts',
    'server/read-body.ts',
    'server/send-file.ts',
    'server/route.ts',
    'server/wire',
    'db',
    'templates',
  ],
  server: ['server', 'channels', 'db', 'templates', 'simulator'],
}

/** Every import of the tree, as `{from, target, isType}` with paths from the root. */
export function readImports() {
  return folders
    .flatMap((folder) => filesUnder(join(root, folder)))
    .flatMap((file) => importsOf(file).map((one) => ({ from: relative(root, file), ...one })))
}

export function mayImport({ from, target, isType }) {
  const own = from.startsWith('channels/') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0]
  if (own !== 'server' && within(target, own)) return true
  const rule = Object.keys(allowed)
    .filter((place) => within(from, place))
    .sort((a, b) => b.length - a.length)[0]
  return (allowed[rule] ?? []).some((place) => {
    const [path, typesOnly] = place.split(' (')
    return within(target, path) && (!typesOnly || isType)
  })
}

function within(path, place) {
  return path === place || path.startsWith(`${place}/`)
}

function importsOf(file) {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => ({
    target: relative(root, resolve(dirname(file), match[2] ?? match[3])),
    isType: match[1] !== undefined,
  }))
}

function filesUnder(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist') return []
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

if (import.meta.main) {
  const wrong = readImports().filter((one) => !mayImport(one))
  for (const { from, target } of wrong) console.error(`${from} may not import ${target}`)
  if (wrong.length > 0) process.exit(1)
}
