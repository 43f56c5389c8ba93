import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Answer, Suggestion } from '../../server/wire/answer.ts'
import type { Library, LibraryFileDetail } from '../../server/wire/library.ts'
import type { Office as OfficeJson } from '../../server/wire/office.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Preview } from '../../server/wire/preview.ts'
import type { AnswerVersion, Recipient } from '../../server/wire/recipient.ts'
import type { Revision, RevisionSummary } from '../../server/wire/revision.ts'
import { openDb } from '../../db/index.ts'
import { setActive } from '../../server/auth/accounts.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { startChat } from './_cast.ts'
import { addColleague } from './_staff.ts'

const path = 'catalogue/iptm-perpanjangan.yaml'
const feeIn = (file: string) => /fee:\n\s+value: (.*)/.exec(file)?.[1] ?? ''

describe.each(databases)('changing an answer, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let budi: Client
  let dewi: Client

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url })
    sari = await office.signIn()
    budi = await addColleague(office, 'Budi')
    dewi = await addColleague(office, 'Dewi')
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  const fileOf = async (client = budi, of = path) =>
    (await client.request<LibraryFileDetail>('GET', `/library/file?path=${of}`)).body
  const begin = (client: Client, body: object) => client.request<Revision>('POST', '/revisions', body)
  const act = (client: Client, revision: Pick<Revision, 'id' | 'digest'>, verb: string, more: object = {}) =>
    client.request<Revision>('POST', `/revisions/${revision.id}/${verb}`, {
      digest: revision.digest,
      ...more,
    })
  const answer = async () =>
    (await budi.request<z.infer<typeof Answer>>('GET', '/answers/iptm-perpanjangan/biaya?channel=chat')).body
  const page = async () => (await fetch(`${office.url}/layanan/iptm-perpanjangan`)).text()

  /** Writes a fee, and has it approved. */
  async function publish(fee: string, of = path): Promise<Revision> {
    const { text } = await fileOf(budi, of)
    const { body } = await begin(budi, { path: of, text: text.replace(feeIn(text), fee), note: fee })
    await act(budi, body, 'propose')
    const done = await act(sari, body, 'publish')
    expect(done.status).toBe(200)
    return done.body
  }

  it('takes a draft, a proposal and a second person; then everybody is told so at once', async () => {
    const before = await answer()
    const { service } = await fileOf()
    const fee = { ...service?.facts.fee, value: 'Rp12.000 per petak' }
    const content = { ...service, facts: { ...service?.facts, fee } }
    const draft = (await begin(budi, { path, service: content, note: 'Perda baru' })).body
    expect(draft).toMatchObject({ state: 'draft', author: { name: 'Budi' }, faults: [], note: 'Perda baru' })
    expect(feeIn(draft.text)).toBe('Rp12.000 per petak')
    expect(draft.text.replace(/.*Rp12.000 per petak\n/, '')).toBe(
      draft.baseText.replace(/.*Tidak dipungut biaya.*\n/, ''),
    )
    expect(await answer()).toEqual(before)

    const proposed = (await act(budi, draft, 'propose')).body
    expect(proposed.state).toBe('proposed')
    expect((await answer()).text).toBe(before.text)
    expectProblem(await act(budi, proposed, 'publish'), 403)
    expectProblem(await act(dewi, proposed, 'publish'), 403)
    const published = (await act(sari, proposed, 'publish')).body
    expect(published).toMatchObject({ state: 'published', approver: { name: 'Admin' }, current: true })

    expect((await answer()).text).toContain('Rp12.000 per petak')
    expect((await answer()).version).not.toBe(before.version)
    expect(await page()).toContain('Rp12.000 per petak')
    const { body } = await budi.request<Page<Suggestion>>('POST', '/suggestions', {
      text: 'biaya perpanjang makam berapa',
    })
    expect(body.items[0]).toMatchObject({ answer: 'iptm-perpanjangan/biaya' })
    expect(body.items[0]?.text).toContain('Rp12.000 per petak')
    expect(await fileOf()).toMatchObject({ origin: 'console', open: null, filesText: draft.baseText })
  })

  it('is the same for what the system says by itself, and for the calendar', async () => {
    const message = 'messages/id/acknowledgement.mustache'
    const file = await fileOf(budi, message)
    expect(file).toMatchObject({ kind: 'message', title: 'Tanda terima otomatis', language: 'id' })
    const text = file.text.replace('{{ticketNumber}}', '{{nomor}}')
    const draft = (await begin(budi, { path: message, text })).body
    expect(draft.faults.map((fault) => fault.message)).toEqual(['{{nomor}} is not a variable'])
    expect((await budi.request('DELETE', `/revisions/${draft.id}`)).status).toBe(204)
    const wish = { path: message, answer: 'pbg/biaya', language: 'id', channel: 'email' }
    const shown = await budi.request<Preview>('POST', '/library/preview', {
      ...wish,
      text: file.text.replace('Terima kasih', 'Salam hangat, terima kasih'),
    })
    expect(shown.body.text).toMatch(/Salam hangat, terima kasih[^]*tutup[^]*pukul 07\.30 WIB[^]*biayanya/)
    expect(shown.body.html).toContain('Salam hangat, terima kasih')

    const days = await fileOf(budi, 'calendar.yaml')
    expect(days).toMatchObject({ kind: 'office', title: 'Jam layanan dan hari libur' })
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(Date.now())
    const anniversary = days.text.replace('    holidays:\n', `    holidays:\n      '${today}': Hari Kantor\n`)
    const closed = (await begin(budi, { path: 'calendar.yaml', text: anniversary })).body
    await act(budi, closed, 'propose')
    expect((await act(sari, closed, 'publish')).status).toBe(200)
    const told = await (await fetch(`${office.url}/api/v1/office`)).json()
    expect(told).toMatchObject({ open: false })
    expect((told as OfficeJson).schedule.closedDays[0]).toEqual({ date: today, name: 'Hari Kantor' })
  })

  it('is kept through a restart, version by version, and can go back', async () => {
    const first = await publish('Rp15.000 per petak')
    await office.restart()
    expect((await answer()).text).toContain('Rp15.000 per petak')
    const { body } = await budi.request<Page<RevisionSummary>>(
      'GET',
      `/revisions?path=${path}&state=published`,
    )
    expect(body.items[0]).toMatchObject({ id: first.id, current: true })
    const earlier = body.items[1]!
    expect(earlier.current).toBe(false)
    const back = (await begin(budi, { path, fromRevision: earlier.id, note: 'Kembali' })).body
    expect(feeIn(back.text)).toBe('Rp12.000 per petak')
    await act(budi, back, 'propose')
    await act(sari, back, 'publish')
    expect((await answer()).text).toContain('Rp12.000 per petak')
  })

  it('has one draft a file, whose author is who wrote last', async () => {
    const { text } = await fileOf()
    const draft = (await begin(budi, { path, text: text.replace('Rp12.000', 'Rp13.000') })).body
    expectProblem(await begin(dewi, { path, text }), 409)
    const changed = (
      await sari.request<Revision>('PATCH', `/revisions/${draft.id}`, {
        text: text.replace('Rp12.000', 'Rp14.000'),
      })
    ).body
    expect(changed.author.name).toBe('Admin')
    const late = { text, digest: draft.digest }
    expectProblem(await budi.request('PATCH', `/revisions/${draft.id}`, late), 409)
    expectProblem(await act(budi, draft, 'propose'), 409)
    await act(sari, changed, 'propose')
    expectProblem(await act(sari, changed, 'publish'), 403)
    const returned = (await act(dewi, changed, 'return', { comment: 'Sumbernya mana?' })).body
    expect(returned).toMatchObject({ state: 'draft', comment: 'Sumbernya mana?' })
    expectProblem(await dewi.request('DELETE', `/revisions/${draft.id}`), 403)
    expect((await sari.request('DELETE', `/revisions/${draft.id}`)).status).toBe(204)
    expectProblem(await act(sari, changed, 'propose'), 409)
    expect((await answer()).text).toContain('Rp12.000')
  })

  it('is still its author’s when somebody else notes something, or saves the same words', async () => {
    const { text } = await fileOf()
    const draft = (await begin(sari, { path, text: text.replace('Rp12.000', 'Rp13.000') })).body
    for (const change of [
      { note: 'Tolong dilihat' },
      { text: draft.text },
      { note: 'x', text: draft.text },
    ]) {
      const { body } = await budi.request<Revision>('PATCH', `/revisions/${draft.id}`, change)
      expect(body.author.name).toBe('Admin')
    }
    await act(budi, draft, 'propose')
    expectProblem(await act(sari, draft, 'publish'), 403)
    await sari.request('DELETE', `/revisions/${draft.id}`)
  })

  it('is not proposed in words that were saved while the linter looked at others', async () => {
    const layout = 'answers/id/partials/layout.mustache'
    const { text } = await fileOf(budi, layout)
    const faulty = `${text}{{nothing}}`
    const draft = (await begin(budi, { path: layout, text: `${text}\n` })).body
    const written = await budi.request<Revision>('PATCH', `/revisions/${draft.id}`, { text: faulty })
    await budi.request('PATCH', `/revisions/${draft.id}`, { text: `${text}\n` })
    const proposing = act(budi, written.body, 'propose')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await budi.request('PATCH', `/revisions/${draft.id}`, { text: faulty })
    expect([409, 422]).toContain((await proposing).status)
    await budi.request('DELETE', `/revisions/${draft.id}`)
  })

  it('takes no admin who has left for one of the two', async () => {
    const { text } = await fileOf()
    const rini = await addColleague(office, 'Rini', 'admin')
    const draft = (await begin(rini, { path, text: text.replace('Rp12.000', 'Rp13.000') })).body
    await act(rini, draft, 'propose')
    const db = openDb(database.url)
    await setActive(db, 'rini@dpmptsp.example', false).finally(() => db.close())
    expectProblem(await act(budi, draft, 'publish'), 403)
    await sari.request('DELETE', `/revisions/${draft.id}`)
  })

  it('lets an agent approve an admin’s words: two people, one of them an admin', async () => {
    const { text } = await fileOf()
    const draft = (await begin(sari, { path, text: text.replace('Rp12.000', 'Rp16.000') })).body
    await act(sari, draft, 'propose')
    expect((await act(dewi, draft, 'publish')).status).toBe(200)
    expect((await answer()).text).toContain('Rp16.000')
  })

  it('shows a text as it would read, by channel and language, before it is anybody’s', async () => {
    const { text } = await fileOf()
    const show = async (more: object) =>
      (
        await budi.request<Preview>('POST', '/library/preview', {
          path,
          text: text.replace('Rp16.000', 'Rp99.000'),
          answer: 'iptm-perpanjangan/biaya',
          language: 'id',
          channel: 'sms',
          ...more,
        })
      ).body
    const sms = await show({})
    expect(sms.text).toContain('Rp99.000')
    expect(sms.segments).toBeGreaterThan(0)
    const letter = await show({ channel: 'email', language: 'en' })
    expect(letter.text).toContain('Siti Contoh')
    expect(letter.html).toContain('Rp99.000')
    expect(letter.html).toMatch(/<html lang="en">[^]+Siti Contoh[^]+<strong>Tanya PTSP<\/strong>/)
    expect(sms.html).toBeNull()
    expect((await show({ text: 'id: [' })).faults[0]).toMatchObject({ file: path, line: 1 })
    const topic = await show({
      path: 'answers/id/biaya.mustache',
      text: 'Cuma {{fee.value}}',
      channel: 'chat',
    })
    expect(topic.text).toContain('Cuma Rp16.000')
    expect((await answer()).text).toContain('Rp16.000')
  })

  it('is told the first faults of many', async () => {
    const { service } = await fileOf()
    const form = { ...service, related: Array(5_000).fill('?') }
    expect(expectProblem(await begin(budi, { path, service: form }), 422)).toHaveLength(1)
    const text = `related: [${'"?", '.repeat(3_000)}]`
    const request = { path, text, answer: 'iptm-perpanjangan/biaya', language: 'id', channel: 'sms' }
    const shown = await budi.request<Preview>('POST', '/library/preview', request)
    expect(shown.body.faults.length).toBeLessThanOrEqual(50)
    expectProblem(await begin(budi, { path, text: 'x'.repeat(50_000) }), 400)
  })

  it('is not proposed with a fault, and each fault has its line', async () => {
    const { text } = await fileOf()
    const draft = (await begin(budi, { path, text: text.replace('- iptm-tumpang', '- iptm-tumpuk') })).body
    expect(draft.faults).toEqual([
      {
        file: path,
        line: expect.any(Number) as number,
        message: 'related: there is no other service called iptm-tumpuk',
      },
    ])
    expect(expectProblem(await act(budi, draft, 'propose'), 422)).toEqual([
      `${path}:${draft.faults[0]?.line}`,
    ])
    const raw = { path: 'answers/id/biaya.mustache', text: '{{{fee.value}}} {{nothing}}' }
    const template = (await begin(budi, raw)).body
    expect(template.faults.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('raw tag'), '{{nothing}} is not a variable']),
    )
    for (const { id } of [draft, template]) await budi.request('DELETE', `/revisions/${id}`)
  })

  it.each([
    [{ path: '../package.json', text: 'x' }, 422],
    [{ path: 'answers/id/partials/neu.mustache', text: 'x' }, 422],
    [{ path, text: 'x', service: {} }, 422],
    [{ path, service: { id: 'x' } }, 422],
    [{ path, fromRevision: 999_999 }, 404],
    [{ path, text: 7 }, 400],
  ])('refuses %j', async (body, status) => {
    expectProblem(await begin(budi, body), status)
  })

  it('knows who received the old answer', async () => {
    const chat = await startChat(office, { text: 'biaya perpanjang makam berapa ya' })
    const { text, version } = await answer()
    await budi.reply(chat.ticketId, text, {
      answer: 'iptm-perpanjangan/biaya',
      alsoAnswers: ['iptm-baru/biaya'],
    })
    await publish('Gratis')
    const late = await startChat(office, { text: 'biaya makam' })
    const inserted = {
      answer: 'iptm-perpanjangan/biaya',
      answerVersions: { 'iptm-perpanjangan/biaya': version },
    }
    await budi.reply(late.ticketId, text, inserted)
    const other = await startChat(office, { text: 'perpanjang makam bayar ga' })
    await budi.reply(other.ticketId, (await answer()).text, { answer: 'iptm-perpanjangan/biaya' })
    const versions = await budi.request<{ items: AnswerVersion[] }>(
      'GET',
      '/answers/iptm-perpanjangan/biaya/versions',
    )
    expect(versions.body.items).toMatchObject([
      { current: true, sent: 1 },
      { current: false, sent: 2, version },
    ])
    const old = await budi.request<Page<Recipient>>(
      'GET',
      '/answers/iptm-perpanjangan/biaya/recipients?version=old',
    )
    expect(old.body.items).toMatchObject([
      { ticketId: late.ticketId, version },
      {
        ticketId: chat.ticketId,
        number: chat.number,
        contactName: 'Rina',
        channel: 'chat',
        version,
        agent: { name: 'Budi' },
      },
    ])
    const all = await budi.request<Page<Recipient>>(
      'GET',
      '/answers/iptm-perpanjangan/biaya/recipients?limit=1',
    )
    expect(all.body.items[0]?.ticketId).toBe(other.ticketId)
    const next = `/answers/iptm-perpanjangan/biaya/recipients?limit=1&cursor=${all.body.nextCursor}`
    expect((await budi.request<Page<Recipient>>('GET', next)).body).toMatchObject({
      items: [{ ticketId: late.ticketId }],
      nextCursor: expect.any(String) as string,
    })
    const also = await budi.request<Page<Recipient>>('GET', '/answers/iptm-baru/biaya/recipients')
    expect(also.body.items).toHaveLength(1)
    expectProblem(await budi.request('GET', '/answers/nothing/biaya/recipients'), 404)
  })

  it('takes in a new service, found by its name at once', async () => {
    const { service } = await fileOf()
    const names = { id: 'Izin Kolam Ikan Hias Raksasa', en: 'Giant ornamental fish pond permit' }
    const content = {
      ...service,
      id: 'kolam-ikan',
      names,
      aliases: ['kolam koi raksasa'],
      situations: [],
      related: [],
    }
    const draft = (await begin(budi, { path: 'catalogue/kolam-ikan.yaml', service: content })).body
    expect(draft.baseText).toBe('')
    await act(budi, draft, 'propose')
    expect((await act(sari, draft, 'publish')).status).toBe(200)
    const { body } = await budi.request<Page<Suggestion>>('POST', '/suggestions', {
      text: 'syarat izin kolam ikan hias raksasa',
    })
    expect(body.items[0]?.service).toBe('kolam-ikan')
    expect((await fetch(`${office.url}/layanan/kolam-ikan`)).status).toBe(200)
  })

  it('shows what waits and what wants a look', async () => {
    const draft = (
      await begin(budi, {
        path: 'answers/en/biaya.mustache',
        text: (await fileOf(budi, 'answers/en/biaya.mustache')).text + '\n',
      })
    ).body
    await act(budi, draft, 'propose')
    const { body } = await sari.request<Library>('GET', '/library')
    const waiting = body.files.filter(({ open }) => open?.state === 'proposed')
    expect(waiting).toMatchObject([{ path: 'answers/en/biaya.mustache', kind: 'topic', language: 'en' }])
    expect(body.review.length).toBeGreaterThan(10)
    expect(body.review.every(({ reason, unverified }) => reason !== 'unverified' || unverified > 0)).toBe(
      true,
    )
    expect(body).toMatchObject({ faults: [], overtaken: [] })
  })

  it('is nobody’s but the staff’s', async () => {
    for (const address of [
      '/library',
      '/revisions',
      `/library/file?path=${path}`,
      '/answers/iptm-baru/biaya/recipients',
    ])
      expect((await fetch(`${office.url}/api/v1${address}`)).status).toBe(401)
  })
})
