/** Files on their way through the thread that waits for the disk. */
import { execFileSync } from 'node:child_process'
import { hash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fileFromBase64 } from '../../channels/lib/base64.ts'
import { createFiles } from '../../server/desk/files.ts'

let dir: string
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'tanya-disk-'))))
afterEach(() => rmSync(dir, { recursive: true }))

const bytes = randomBytes(3_000_000)

it.each([
  ['short', bytes.subarray(0, 1_000)],
  ['long', bytes],
  ['still encoded', fileFromBase64(Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n')))],
])('a %s file is kept and read back, as it is and compressed', async (_what, content) => {
  const expected = bytes.subarray(0, content.length)
  for (const isCompressed of [false, true]) {
    const files = createFiles(dir, { isCompressed })
    const sha256 = await files.keep(content)
    expect(sha256).toBe(hash('sha256', expected))
    expect((await files.read(sha256)).equals(expected)).toBe(true)
  }
})

it('the same bytes many times at once are one file, and nothing is left beside it', async () => {
  const files = createFiles(dir)
  const kept = await Promise.all(Array.from({ length: 20 }, () => files.keep(bytes)))
  expect(new Set(kept).size).toBe(1)
  expect(readdirSync(join(dir, kept[0]?.slice(0, 2) ?? ''))).toEqual([kept[0]])
})

it('what cannot be written says why, and hinders nothing behind it', async () => {
  writeFileSync(join(dir, 'berkas'), '')
  await expect(createFiles(join(dir, 'berkas')).keep(bytes)).rejects.toMatchObject({ code: 'ENOTDIR' })
  const files = createFiles(dir)
  expect(existsSync(files.path(await files.keep(bytes)))).toBe(true)
})

it('a process that has nothing else to do ends when its file is on disk, and not before', () => {
  const script = join(dir, 'keeps.ts')
  const files = JSON.stringify(join(import.meta.dirname, '../../server/desk/files.ts'))
  writeFileSync(
    script,
    `import { createFiles } from ${files}; void createFiles(${JSON.stringify(dir)}).keep(Buffer.alloc(5_000_000, 'x'))`,
  )
  execFileSync(process.execPath, [script])
  const sha256 = hash('sha256', Buffer.alloc(5_000_000, 'x'))
  expect(existsSync(createFiles(dir).path(sha256))).toBe(true)
})
