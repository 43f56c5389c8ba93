import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { templatesDir } from '../../templates/index.ts'

export const today = () => '2026-11-24'

/** A copy of the library to break; gone when the test ends. */
export function copyLibrary() {
  const dir = mkdtempSync(join(tmpdir(), 'tanya-library-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const part of ['catalogue', 'answers', 'messages', 'office.yaml', 'calendar.yaml'])
    cpSync(join(templatesDir, part), join(dir, part), { recursive: true })
  return {
    dir,
    write: (path: string, text: string) => writeFileSync(join(dir, path), text),
    remove: (path: string) => rmSync(join(dir, path)),
    /** Replaces the first occurrence and returns the line it stands on. */
    replace(path: string, old: string, text: string): number {
      const before = readFileSync(join(dir, path), 'utf8')
      const at = before.indexOf(old)
      if (at < 0) throw new Error(`${path} does not contain ${old}`)
      writeFileSync(join(dir, path), before.replace(old, text))
      return before.slice(0, at).split('\n').length
    },
  }
}
