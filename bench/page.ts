/** What travels to a browser, by gzip: read from the built pages, each with the scripts and styles it names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measured } from './figures.ts'

const dist = join(import.meta.dirname, '..', 'web', 'dist')

export async function page(): Promise<Measured[]> {
  const kilobytes = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1024
  const figure = (name: string, files: Iterable<string>, target?: string): Measured => ({
    name,
    value: kilobytes(files),
    unit: 'KiB gzip',
    ...(target ? { target } : {}),
  })
  return [
    figure('citizens’ page /', withAllItNames('site/index.html')),
    figure('widget before it is touched', ['widget.js'], '≤ 3'),
    figure('widget, opened', withAllItNames('widget/index.html'), '≤ 32'),
    figure('agents’ console', withAllItNames('console/index.html')),
  ]
}

/** A page's address in `dist` and those of everything it loads, each once. */
function withAllItNames(first: string): Set<string> {
  const files = new Set([first])
  for (const file of files) {
    for (const named of namesIn(file)) files.add(named)
  }
  return files
}

function namesIn(file: string): string[] {
  const text = /\.(html|js|css)$/.test(file) ? readFileSync(join(dist, file), 'utf8') : ''
  if (file.endsWith('.html')) {
    return matches(text, /(?:src|href)="\/((?:assets\/[^"]+|widget\.js))"/g)
  }
  if (file.endsWith('.css')) return matches(text, /url\(["']?\/(assets\/[^"')]+)/g)
  return matches(text, /from\s*["'`]\.\/([^"'`]+\.js)["'`]/g).map((name) => `assets/${name}`)
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
