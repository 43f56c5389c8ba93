import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openOffice, type Office } from '../_office.ts'
import { sendMail } from '../server/_cast.ts'
import { tanya } from './_tanya.ts'

vi.setConfig({ testTimeout: 90_000 })

let cwd: string
let copy: string
let office: Office
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'tanya-copies-'))
  copy = join(cwd, 'copy.tar.gz')
  office = await openOffice()
  // Long enough to be a file beside the database.
  const text = 'berapa biaya? '.repeat(12_000)
  await sendMail(office.smtpPort, { from: 'budi@example.org', subject: 'halo', text })
  expect(await tanya(['backup', copy], { cwd, vars: office.env })).toMatchObject({
    code: 0,
    out: '2 files written\n',
  })
})
afterAll(async () => {
  await office.stop()
  rmSync(cwd, { recursive: true, force: true })
})

describe('backup', () => {
  it('writes for its owner alone, and leaves nothing beside', () => {
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd)).toEqual(['copy.tar.gz'])
  })

  it('overwrites a file only when told to', async () => {
    const target = join(cwd, 'once.tar.gz')
    writeFileSync(target, 'precious')
    const refused = await tanya(['backup', target], { cwd, vars: office.env })
    expect(refused).toMatchObject({ code: 1, err: `${target} is there already; --force overwrites it.\n` })
    expect(readFileSync(target, 'utf8')).toBe('precious')
    expect((await tanya(['backup', '--force', target], { cwd, vars: office.env })).code).toBe(0)
    expect(statSync(target).size).toBeGreaterThan(1000)
    rmSync(target)
  })

  it('says in one sentence what is missing, and makes nothing', async () => {
    const nowhere = join(cwd, 'nowhere')
    const noFolder = await tanya(['backup', join(nowhere, 'a.tar.gz')], { cwd, vars: office.env })
    expect(noFolder).toMatchObject({ code: 1, err: `${nowhere} cannot be written.\n` })
    const noDatabase = await tanya(['backup', join(cwd, 'a.tar.gz')], { cwd, vars: { DATA_DIR: nowhere } })
    expect(noDatabase).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no database at .+\n$/),
    })
    expect(readdirSync(cwd)).toEqual(['copy.tar.gz'])
  })
})

describe('restore', () => {
  it('puts a copy back, once', async () => {
    const DATA_DIR = join(cwd, 'back')
    const first = await tanya(['restore', copy], { cwd, vars: { DATA_DIR } })
    expect(first).toMatchObject({ code: 0, out: '2 files restored and verified\n' })
    expect((await tanya(['mail', 'ledger'], { cwd, vars: { DATA_DIR } })).out).toMatch(/^ticket +1$/m)
    const again = await tanya(['restore', copy], { cwd, vars: { DATA_DIR } })
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is a database already: .+\n$/),
    })
    rmSync(DATA_DIR, { recursive: true })
  })

  it('looks at the file before it looks at the server', async () => {
    const { code, err } = await tanya(['restore', '/nowhere.tar.gz'], { cwd, vars: office.env })
    expect({ code, err }).toEqual({ code: 1, err: 'There is no file /nowhere.tar.gz.\n' })
    const beside = await tanya(['restore', copy], { cwd, vars: office.env })
    expect(beside).toMatchObject({ code: 1, err: expect.stringMatching(/^Another server is running/) })
  })

  it.each<[string, (path: string) => void, RegExp]>([
    ['no archive', (path) => writeFileSync(path, 'halo'), / is not a whole archive; .+\n$/],
    [
      'half a copy',
      (path) => writeFileSync(path, readFileSync(copy).subarray(0, 3000)),
      / is not a whole archive/,
    ],
    ['another archive', (path) => pack(path, { 'a.txt': 'halo' }), / is an archive, but not one /],
    [
      'a copy with a changed database',
      (path) => pack(path, { 'tanya.db': 'changed', SHA256SUMS: `${'0'.repeat(64)}  tanya.db\n` }),
      /^The copy is damaged: tanya\.db is not as it was\.\n$/,
    ],
  ])('refuses %s in one sentence, and leaves nothing behind', async (_what, write, sentence) => {
    const path = join(cwd, 'bad.tar.gz')
    write(path)
    const DATA_DIR = join(cwd, 'one', 'two')
    const { code, out, err } = await tanya(['restore', path], { cwd, vars: { DATA_DIR } })
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) })
    expect(err.trim().split('\n')).toHaveLength(1)
    rmSync(path)
    expect(existsSync(join(cwd, 'one'))).toBe(false)
    expect(readdirSync(cwd)).toEqual(['copy.tar.gz'])
  })
})

function pack(path: string, files: Record<string, string>): void {
  const dir = mkdtempSync(join(tmpdir(), 'tanya-pack-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content)
  execFileSync('tar', ['-czf', path, '-C', dir, '.'])
  rmSync(dir, { recursive: true })
}
