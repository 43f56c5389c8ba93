import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openOffice, type Office } from '../_office.ts'
import { sendMail } from '../server/_cast.ts'
import { jsonLines, tanya } from './_tanya.ts'

vi.setConfig({ testTimeout: 90_000 })

const mails = join(import.meta.dirname, '..', 'fixtures', 'mail')
const alternative = join(mails, 'alternative.eml')
let cwd: string
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'tanya-cli-'))))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

describe('mail parse', () => {
  it('prints one mail as JSON, from a file or from standard input', async () => {
    const fromFile = await tanya(['mail', 'parse', alternative], { cwd })
    expect(fromFile.code).toBe(0)
    expect(jsonLines(fromFile.out)).toMatchObject([{ kind: 'message', from: { address: /@/ } }])
    const broken = await tanya(['mail', 'parse', '-'], { cwd, input: '\u0000\u0000 no mail at all' })
    expect(broken.code).toBe(0)
    expect(jsonLines(broken.out)).toMatchObject([
      { kind: expect.any(String), mayAcknowledge: expect.any(Boolean) },
    ])
  })

  it('answers every line of --jsonl, also where there is nothing to read', async () => {
    writeFileSync(join(cwd, '-'), 'Subject: not standard input\n\nhalo')
    const input = [
      JSON.stringify({ path: '/nowhere.eml' }),
      'nope',
      '{}',
      '',
      JSON.stringify({ path: mails }),
      JSON.stringify({ path: '-' }),
      JSON.stringify({ path: alternative }),
    ].join('\n')
    const { code, out, err } = await tanya(['mail', 'parse', '--jsonl'], { cwd, input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(jsonLines(out)).toMatchObject([
      { path: '/nowhere.eml', error: 'There is no file /nowhere.eml.' },
      { path: null, error: 'This line is not JSON.' },
      { path: null, error: expect.stringMatching(/^path: /) },
      { path: mails, error: `${mails} is a folder.` },
      { kind: 'message', subject: 'not standard input' },
      { kind: 'message' },
    ])
  })

  it.each([
    ['/nowhere.eml', 'There is no file /nowhere.eml.\n'],
    [mails, `${mails} is a folder.\n`],
  ])('says in one sentence that %s is no mail', async (path, sentence) => {
    expect(await tanya(['mail', 'parse', path], { cwd })).toEqual({ code: 1, out: '', err: sentence })
  })
})

describe('the ledger', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
    const mail = { from: 'budi@example.org', subject: 'halo', text: 'berapa biaya?' }
    await sendMail(office.smtpPort, mail)
    await sendMail(office.smtpPort, { ...mail, headers: { 'Auto-Submitted': 'auto-replied' } })
  })
  afterAll(() => office.stop())

  it('counts every bucket, also those with nothing in it', async () => {
    const { code, out } = await tanya(['mail', 'ledger'], { cwd, vars: office.env })
    expect(code).toBe(0)
    expect(out.trim().split(/ +|\n/)).toEqual(
      [
        'ticket 1',
        'follow-up 0',
        'auto-reply 1',
        'bounce 0',
        'list 0',
        'duplicate 0',
        'quarantined 0',
        'total 2',
      ]
        .join(' ')
        .split(' '),
    )
  })

  it('lists the mails, whose numbers replay takes', async () => {
    const { out } = await tanya(['mail', 'ledger', '--list'], { cwd, vars: office.env })
    const lines = out.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^ *\d+ {2}\S+Z {2}ticket +\d\d-\d+$/)
    const { out: only } = await tanya(['mail', 'ledger', '--list', 'auto-reply'], { cwd, vars: office.env })
    const [, id = '', bucket] = /^ *(\d+) {2}\S+Z {2}(\S+) +-\n$/.exec(only) ?? []
    expect(bucket).toBe('auto-reply')
    expect(await tanya(['mail', 'replay', id], { cwd, vars: office.env })).toEqual({
      code: 0,
      out: 'auto-reply\n',
      err: '',
    })
  })

  it.each<[string[], RegExp]>([
    [['ledger', '--list', 'spam'], /^There is no bucket spam; there are ticket, .+quarantined\.\n$/],
    [['replay', '99'], /^There is no such mail\.\n$/],
    [['replay', 'first'], /^The id is a number; .+--list.+\n$/],
  ])('refuses %j in one sentence', async (args, sentence) => {
    expect(await tanya(['mail', ...args], { cwd, vars: office.env })).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(sentence),
    })
  })

  it('is not made where there is none', async () => {
    const { code, err } = await tanya(['mail', 'ledger'], { cwd })
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^There is no database at .+tanya\.db: .+\n$/),
    })
  })
})
