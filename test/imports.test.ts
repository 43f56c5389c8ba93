import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const folders = ['server', 'channels', 'templates', 'db', 'web', 'simulator']

/** What each place may import of ours besides its own folder. Longest match counts. */
const allowed: Record<string, string[]> = {
  db: [],
  templates: [],
  web: ['server/wire.ts (types only)'],
  'channels/lib': ['channels/channel.ts'],
  channels: ['channels/channel.ts', 'channels/lib'],
  simulator: ['channels/lib'],
  'server/desk': [
    'server/desk',
    'server/errors.ts',
    'server/log.ts',
    'server/wire.ts',
    'channels',
    'db',
    'templates',
  ],
  'server/wire.ts': ['channels/chat/protocol.ts'],
  'server/routes': [
    'server/desk',
    'server/auth.ts',
    'server/errors.ts',
    'server/route.ts',
    'server/wire.ts',
    'db',
    'templates',
  ],
  server: ['server', 'channels', 'db', 'templates', 'simulator'],
}

it('reads every import and finds none that points the wrong way', () => {
  const wrong: string[] = []
  let seen = 0
  for (const file of folders.flatMap((folder) => filesUnder(join(root, folder)))) {
    const from = relative(root, file)
    for (const { target, isType } of importsOf(file)) {
      seen++
      if (!mayImport(from, target, isType)) wrong.push(`${from} → ${target}`)
    }
  }
  expect(seen).toBeGreaterThan(300)
  expect(wrong).toEqual([])
})

it('would find an import that points the wrong way', () => {
  expect(mayImport('db/tickets.ts', 'server/errors.ts', false)).toBe(false)
  expect(mayImport('channels/sms/index.ts', 'channels/email/parse.ts', false)).toBe(false)
  expect(mayImport('web/console/api.ts', 'server/wire.ts', false)).toBe(false)
  expect(mayImport('server/desk/reply.ts', 'server/http.ts', false)).toBe(false)
})

function mayImport(from: string, target: string, isType: boolean): boolean {
  const own = from.startsWith('channels/')
    ? from.split('/').slice(0, 2).join('/')
    : (from.split('/')[0] ?? '')
  if (own !== 'server' && within(target, own)) return true
  const rule = Object.keys(allowed)
    .filter((place) => within(from, place))
    .sort((a, b) => b.length - a.length)[0]
  return (allowed[rule ?? ''] ?? []).some((place) => {
    const [path = '', typesOnly] = place.split(' (')
    return within(target, path) && (!typesOnly || isType)
  })
}

function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

function importsOf(file: string): { target: string; isType: boolean }[] {
  const source = readFileSync(file, 'utf8')
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g
  return [...source.matchAll(pattern)].map((match) => ({
    target: relative(root, resolve(dirname(file), match[2] ?? match[3] ?? '')),
    isType: match[1] !== undefined,
  }))
}

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist') return []
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
