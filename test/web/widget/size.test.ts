import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const kilobyte = 1024

/** As it is served. Does nothing when it stands there already; NODE_ENV as here would give a build for tests. */
beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'bin', 'build.mjs')], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
})

const fileOf = (name: string) => join(root, 'web', 'dist', name)
const gzipped = (name: string) => gzipSync(readFileSync(fileOf(name))).length
const textOf = (name: string) => readFileSync(fileOf(name), 'utf8')

/** The file, and all that it names under /assets/, however deep; of the two languages' words only one. */
function withAllItLoads(name: string, found = new Set<string>()): Set<string> {
  found.add(name)
  for (const [, asset = ''] of textOf(name).matchAll(/["'(/.`]([\w-]+\.(?:js|css|json))\b/g)) {
    if (/^en-.*json$/.test(asset)) continue
    const path = `assets/${asset}`
    if (!found.has(path) && existsSync(fileOf(path))) withAllItLoads(path, found)
  }
  return found
}
const costOf = (name: string) => [...withAllItLoads(name)].reduce((sum, one) => sum + gzipped(one), 0)

describe('what a citizen’s telephone has to fetch, gzipped', () => {
  it('is at most 3 KB for the button, on any page', () => {
    expect(gzipped('widget.js')).toBeGreaterThan(1 * kilobyte)
    expect(gzipped('widget.js')).toBeLessThanOrEqual(3 * kilobyte)
    expect(textOf('widget.js')).not.toMatch(/\bimport\b/)
  })

  it('is at most 32 KB for the whole chat, once opened', () => {
    expect(withAllItLoads('widget/index.html').size).toBeGreaterThanOrEqual(4)
    expect(costOf('widget/index.html')).toBeLessThanOrEqual(32 * kilobyte)
  })

  it('is at most 16 KB for the office’s page', () => {
    expect(costOf('site/index.html')).toBeLessThanOrEqual(16 * kilobyte)
  })
})
