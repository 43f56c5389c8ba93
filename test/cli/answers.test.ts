import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Learning } from '../../server/wire/learning.ts'
import type { Revision } from '../../server/wire/revision.ts'
import { openOffice, waitFor } from '../_office.ts'
import { startChat } from '../server/_cast.ts'
import { addColleague } from '../server/_staff.ts'
import { jsonLines, startTanya, tanya } from './_tanya.ts'

vi.setConfig({ testTimeout: 90_000 })

const cwd = tmpdir()
const question = 'berapa lama krk pak?'

it('lists its commands and tells its version', async () => {
  const { out } = await tanya(['--help'], { cwd })
  for (const command of [
    'serve',
    'suggest',
    'answer',
    'mail',
    'agent',
    'token',
    'simulate',
    'doctor',
    'restore',
  ])
    expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
  expect((await tanya(['--version'], { cwd })).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it('suggests for a person’s eyes', async () => {
  expect(await tanya(['suggest', question], { cwd })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^language: id\n.+krk-irk\/waktu\n[^]+matched: /),
  })
})

it('answers every line of suggest --jsonl, whatever one of them is', async () => {
  const lines = [
    `\uFEFF${JSON.stringify({ id: 1, text: question, lang: null, channel: null })}`,
    '{"id": 2, "text":',
    '',
    JSON.stringify({ id: 'c', text: 7 }),
    JSON.stringify({ id: 'd' }) + '\r',
    JSON.stringify({ text: `kalau\u2028${question}` }),
    '[]',
    JSON.stringify({ id: {}, text: question }),
    JSON.stringify({ id: 'last', text: 'how long does a KRK take?', lang: 'en' }),
  ]
  const { code, out, err } = await tanya(['suggest', '--jsonl'], { cwd, input: lines.join('\n') })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const first = expect.objectContaining({ answer: 'krk-irk/waktu', sure: expect.any(Boolean) })
  const none = { language: null, suggestions: [], error: expect.stringMatching(/./) }
  expect(jsonLines(out)).toEqual([
    { id: 1, language: 'id', suggestions: expect.arrayContaining([first]) },
    { id: null, ...none },
    { id: 'c', ...none },
    { id: 'd', ...none },
    { id: null, language: 'id', suggestions: expect.arrayContaining([first]) },
    { id: null, ...none },
    { id: null, ...none },
    { id: 'last', language: 'en', suggestions: expect.arrayContaining([first]) },
  ])
})

it('answers thousands of lines in order, some of them long', async () => {
  const ids = Array.from({ length: 3000 }, (_, id) => id)
  const input = ids
    .map((id) => `${JSON.stringify({ id, text: question, channel: 'x'.repeat(id % 100 ? 10 : 100_000) })}\n`)
    .join('')
  const { code, out } = await tanya(['suggest', '--jsonl'], { cwd, input })
  expect(code).toBe(0)
  expect(jsonLines(out).map((line) => (line as { id: number }).id)).toEqual(ids)
})

it('ends quietly when nobody reads on', async () => {
  const child = startTanya(['suggest', '--jsonl'], { cwd })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdin.on('error', () => {})
  const line = `${JSON.stringify({ id: 1, text: question })}\n`
  child.stdin.write(line)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  child.stdin.write(line.repeat(100))
  const [code] = (await once(child, 'close')) as [number | null]
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

it('prints an answer, and names on standard error what is not filled in', async () => {
  const bare = await tanya(['answer', 'iptm-perpanjangan/biaya'], { cwd })
  expect(bare).toMatchObject({ code: 0, out: expect.stringContaining('[[ticketNumber]]') })
  expect(bare.err).toBe('Not filled: --set ticketNumber=…\n')
  const whole = await tanya(['answer', 'iptm-perpanjangan/biaya', '--set', 'ticketNumber=26-00007'], { cwd })
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('26-00007'), err: '' })
})

it('prints an answer as it is said on the telephone', async () => {
  const { code, out, err } = await tanya(['answer', 'skck/biaya', '--channel', 'voice', '--lang', 'en'], {
    cwd,
  })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(
    /^The official terms are in Indonesian\. .+Thirty thousand rupiah\. .+help you with\?\n$/,
  )
})

it.each<[string[], RegExp]>([
  [['answer', 'krk-irk/waktu', '--set', 'date'], /^Write --set slot=value, not --set date\.\n$/],
  [['answer', 'krk-irk/waktu', '--set', '=x'], /^Write --set slot=value/],
  [['answer', 'krk-irk/waktu', '--set', 'name=x'], /^There is no slot name; there are contactName.+\n$/],
  [['answer', 'krk-irk/waktu', '--set', 'date=besok'], /^--set date must be a date, written YYYY-MM-DD\.\n$/],
  [['answer', 'krk-irk/waktu', '--set', 'date=2026-02-30'], /^--set date must be a date/],
  [['answer', 'krk-irk/harga'], /^There is no answer krk-irk\/harga\.\n$/],
  [['answer', 'krk-irk/waktu', '--lang', 'fr'], /^--lang must be one of id, en\.\n$/],
  [['suggest'], /^Give a text, or --jsonl and lines on standard input\.\n$/],
])('refuses %j in one sentence', async (args, sentence) => {
  expect(await tanya(args, { cwd })).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) })
})

it('finds no fault in the answers', async () => {
  expect(await tanya(['answers', 'lint'], { cwd })).toMatchObject({
    code: 0,
    out: 'The answer library has no faults.\n',
  })
})

it('writes what was published in the console as files', async () => {
  const office = await openOffice()
  const folder = mkdtempSync(join(tmpdir(), 'tanya-export-'))
  onTestFinished(async () => {
    await office.stop()
    rmSync(folder, { recursive: true })
  })
  const vars = { DATA_DIR: office.dataDir }
  const run = () => tanya(['answers', 'export', folder], { cwd, vars })
  expect(await run()).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing to export/) })

  const path = 'catalogue/paspor.yaml'
  const [sari, budi] = [await office.signIn(), await addColleague(office, 'Budi')]
  const { body: file } = await sari.request<{ text: string }>('GET', `/library/file?path=${path}`)
  const text = file.text.replace('5 atau 10 tahun', '6 tahun')
  const { body } = await budi.request<Revision>('POST', '/revisions', { path, text })
  await budi.request('POST', `/revisions/${body.id}/propose`, { digest: body.digest })
  await sari.request('POST', `/revisions/${body.id}/publish`, { digest: body.digest })
  expect(await run()).toMatchObject({ code: 0, out: `${join(folder, path)}\n` })
  expect(readFileSync(join(folder, path), 'utf8')).toBe(text)
})

it('prints, exports and forgets what agents taught', async () => {
  const office = await openOffice()
  onTestFinished(() => office.stop())
  const sari = await office.signIn()
  const { ticketId } = await startChat(office, { text: 'berapa biaya paspor?', name: 'Rina' })
  const { body } = await sari.request<{ text: string }>('GET', '/answers/paspor/persyaratan?channel=chat')
  await sari.reply(ticketId, body.text, { answer: 'paspor/persyaratan' })
  await waitFor(
    async () => (await sari.request<Learning>('GET', '/learning')).body.lessonCount > 0,
    'a lesson',
  )
  const vars = { DATA_DIR: office.dataDir }
  const learnt = (...more: string[]) => tanya(['answers', 'learnt', ...more], { cwd, vars })
  expect(await learnt()).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^\d{4}-\d\d-\d\d {2}right {2}1× {2}paspor\/persyaratan {2}berapa biaya paspor\?\n$/,
    ),
  })
  const file = join(office.dataDir, 'examples.jsonl')
  expect(await learnt('--export', file)).toMatchObject({ code: 0 })
  expect(jsonLines(readFileSync(file, 'utf8'))).toEqual([
    { text: 'berapa biaya paspor?', services: ['paspor'], topics: ['persyaratan'] },
  ])
  expect(await learnt('--export', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is there already'),
  })
  expect(await learnt('--reset')).toMatchObject({ code: 0, out: '1 lessons forgotten\n' })
  expect((await learnt()).out).toBe('')
})
