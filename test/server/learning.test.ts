/** What agents do with suggestions is counted, and moves what is suggested next. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { deleteAllLessons, putLesson } from '../../db/lessons.ts'
import type { Suggestion } from '../../server/wire/answer.ts'
import { type FateCounts, Learning, type Lesson } from '../../server/wire/learning.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { expectProblem } from './_ask.ts'
import { createSuggester, loadLibrary, loadNetwork } from '../../templates/index.ts'
import { again, closeQuestion, silentQuestion } from '../templates/_taught.ts'
import { sendMail, startChat, ticketAbout, twilioEnv, twilioFor } from './_cast.ts'
import { addColleague } from './_staff.ts'

const library = loadLibrary()
const untaught = createSuggester(library, loadNetwork())
const close = closeQuestion(untaught)
const silent = silentQuestion(untaught, library)

describe.each(databases)('learning, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  let budi: Client

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ ...twilioEnv, DATABASE_URL: database.url })
    sari = await office.signIn()
    budi = await addColleague(office, 'Budi')
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })
  afterEach(async () => {
    expect((await sari.request('DELETE', '/learning')).status).toBe(204)
    for (const text of [close.text, again(close.text)])
      await untilSuggested(text, (answers) => answers[0] === close.first)
    for (const text of [silent.text, again(silent.text)])
      await untilSuggested(text, (answers) => answers.length === 0)
  })

  const asked = async (text: string, name = 'Rina') => (await startChat(office, { text, name })).ticketId
  const answersFor = async (ticketId: number) =>
    (await sari.suggestions(ticketId)).map(({ answer }) => answer)
  const mark = (ticketId: number, answer: string, fate: string) =>
    budi.request('POST', `/tickets/${ticketId}/suggestions/fate`, { answer, fate })
  const look = async (query = '') => {
    const { status, body } = await budi.request<Learning>('GET', `/learning${query}`)
    expect(status).toBe(200)
    return Learning.parse(body)
  }
  const lessons = async () => (await look()).lessons.items
  const fatesOf = async (ticketId: number) => {
    const db = openDb(database.url)
    const rows = db.read.selectFrom('suggestion_fates').selectAll().where('ticket_id', '=', ticketId)
    const found = await rows.orderBy('position').execute()
    await db.close()
    return found
  }
  const untilFate = (ticketId: number, answer: string, fate: string) =>
    waitFor(
      async () => (await fatesOf(ticketId)).find((row) => row.answer === answer && row.fate === fate),
      `${answer} to be ${fate}`,
    )
  /** What is suggested for a text, once it is as it should be. */
  function untilSuggested(text: string, fits: (answers: string[]) => boolean): Promise<string[]> {
    const ask = async () => {
      const { body } = await sari.request<{ items: Suggestion[] }>('POST', '/suggestions', {
        text,
        language: 'id',
      })
      const answers = body.items.map(({ answer }) => answer)
      return fits(answers) && answers
    }
    return waitFor(ask, `other suggestions for “${text}”`, 20_000)
  }

  it('notes once what was shown, and not what was only looked up', async () => {
    const ticket = await asked(close.text)
    const shown = await answersFor(ticket)
    await untilFate(ticket, close.first, 'shown')
    await answersFor(ticket)
    await budi.suggestions(ticket)
    const rows = await fatesOf(ticket)
    expect(rows.map(({ answer }) => answer)).toEqual(shown)
    expect(rows.map(({ position }) => position)).toEqual(shown.map((_, at) => at + 1))
    expect(rows[0]).toMatchObject({ fate: 'shown', is_sure: 0, decided_at: null })
    expect(rows[0]?.score).toBeGreaterThan(0.02)

    await sari.reply(ticket, 'Sebentar ya.')
    await untilFate(ticket, close.first, 'passed-over')
    const answered = await asked('syarat sip dokter gigi')
    await sari.reply(answered, 'Baik.')
    await answersFor(answered)
    expect(await fatesOf(answered)).toEqual([])
  })

  it('suggests no more in a ticket what was dismissed there, and sets it back for the next who asks so', async () => {
    const ticket = await asked(close.text)
    expect((await answersFor(ticket))[0]).toBe(close.first)
    const twice = [mark(ticket, close.first, 'dismissed'), mark(ticket, close.first, 'dismissed')]
    expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([204, 204])
    expect(await answersFor(ticket)).not.toContain(close.first)
    await untilSuggested(
      again(close.text),
      (answers) => answers[0] === close.second && answers.includes(close.first),
    )
    expect(await lessons()).toMatchObject([
      { answer: close.first, verdict: 'wrong', times: 1, text: close.text },
    ])

    expect((await mark(ticket, close.first, 'dismissed')).status).toBe(204)
    expect((await lessons())[0]?.times).toBe(1)
    expect((await mark(ticket, close.first, 'shown')).status).toBe(204)
    expect(await lessons()).toEqual([])
    await waitFor(async () => (await answersFor(ticket))[0] === close.first, 'the old ranking')
  })

  it('makes a correction an example: what was silent finds the answer next time', async () => {
    const ticket = await asked(silent.text)
    expect(await answersFor(ticket)).toEqual([])
    const { text } = await textOf(silent.answer)
    expect((await sari.reply(ticket, text, { answer: silent.answer })).status).toBe(201)
    await untilSuggested(again(silent.text), (answers) => answers.join() === silent.answer)
    expect(await lessons()).toMatchObject([{ answer: silent.answer, verdict: 'right', text: silent.text }])
  })

  it('learns for the answer sent and against another service’s that stood first', async () => {
    const ticket = await asked(close.text)
    const suggested = await sari.suggestions(ticket)
    const { text } = suggested.find(({ answer }) => answer === close.second)!
    await sari.reply(ticket, text, { answer: close.second })
    await untilSuggested(again(close.text), (answers) => answers[0] === close.second)
    const verdicts = Object.fromEntries((await lessons()).map(({ answer, verdict }) => [answer, verdict]))
    expect(verdicts).toEqual({ [close.second]: 'right', [close.first]: 'wrong' })

    const second = suggested.find(({ answer }) => answer === close.first)!
    await sari.reply(ticket, second.text, { answer: close.first })
    await waitFor(async () => (await lessons()).length === 1, 'the wrong lesson to be taken back')
    await untilFate(ticket, close.first, 'sent')
  })

  it('learns nothing from what stood first, was rewritten, or leans on its thread', async () => {
    const ticket = await asked('berapa biaya paspor?')
    const [first] = await sari.suggestions(ticket)
    await sari.reply(ticket, first!.text, { answer: first!.answer })
    await untilFate(ticket, first!.answer, 'sent')

    const rewritten = await asked(close.text)
    await answersFor(rewritten)
    await sari.reply(rewritten, 'Sebaiknya Bapak menelepon kami besok pagi, jam delapan.', {
      answer: close.second,
    })
    await untilFate(rewritten, close.second, 'rewritten')

    const followed = await startChat(office, { text: 'syarat perpanjang iptm', name: 'Tono' })
    await sari.reply(followed.ticketId, 'Sebentar.')
    await followed.window.send('message', { text: 'kalau biayanya gmn?', clientId: 'k2' })
    await sari.reply(followed.ticketId, (await textOf('iptm-perpanjangan/lokasi')).text, {
      answer: 'iptm-perpanjangan/lokasi',
    })
    await mark(followed.ticketId, 'nosuch/biaya', 'dismissed')
    expect(await lessons()).toEqual([])
  })

  it('tells by its words whether an answer was sent, edited or rewritten', async () => {
    const cases: [(text: string) => string, string][] = [
      [(text) => text, 'sent'],
      [
        (text) => `${text}\n\nMohon maaf sebelumnya, semoga membantu. ${'Terima kasih banyak. '.repeat(4)}`,
        'edited',
      ],
      [() => 'Silakan datang ke kantor kami di Kuningan.', 'rewritten'],
    ]
    for (const [change, fate] of cases) {
      const ticket = await asked('berapa biaya paspor?')
      const [first] = await sari.suggestions(ticket)
      expect((await mark(ticket, first!.answer, 'inserted')).status).toBe(204)
      await untilFate(ticket, first!.answer, 'inserted')
      await sari.reply(ticket, change(first!.text), { answer: first!.answer })
      const row = await untilFate(ticket, first!.answer, fate)
      expect(row.decided_at).toBeGreaterThanOrEqual(row.shown_at)
      for (const other of await fatesOf(ticket))
        if (other.answer !== first!.answer) expect(other.fate).toBe('passed-over')
    }
  })

  it('adds up: every suggestion has one fate, and the totals are theirs', async () => {
    const { fates, answers } = await look()
    const db = openDb(database.url)
    const rows = await db.read.selectFrom('suggestion_fates').select(['answer', 'fate']).execute()
    await db.close()
    const total = Object.values(fates).reduce((sum, count) => sum + count, 0)
    expect(total).toBe(rows.length)
    expect(fates).toEqual(countsOf(rows))
    for (const { answer, fates: own } of answers)
      expect(own).toEqual(countsOf(rows.filter((row) => row.answer === answer)))
    expect(answers.map(({ answer }) => answer)).toContain(close.second)
    const metrics = await (await fetch(`${office.url}/metrics`)).text()
    expect(metrics).toMatch(new RegExp(`tanya_suggestions_total\\{fate="sent"\\} ${fates.sent}\\b`))
  })

  it('keeps nothing that names anybody', async () => {
    const personal = [
      'Kartika',
      'Wulandari',
      '3174051203900001',
      '081234567890',
      'kartika@contoh.example',
      '503/B.12/31.74/2026',
    ]
    const text =
      'Saya Kartika Wulandari mau bikin paspor, berapa biaya paspor? NIK 3174051203900001, hp 0812-3456-7890, ' +
      'kartika@contoh.example, berkas 503/B.12/31.74/2026'
    const ticket = await asked(text, 'Kartika Wulandari')
    expect(await answersFor(ticket)).toContain('paspor/biaya')
    expect((await mark(ticket, 'paspor/biaya', 'dismissed')).status).toBe(204)
    await sendMail(office.smtpPort, {
      from: '"Kartika Wulandari" <kartika@contoh.example>',
      subject: 'Paspor Kartika',
      text: `Berapa biaya paspor?\n\nSalam,\nKARTIKA WULANDARI\n+62 812 3456 7890`,
    })
    const mailed = await ticketAbout(sari, 'Paspor Kartika')
    expect(await answersFor(mailed.id)).toContain('paspor/biaya')
    expect((await mark(mailed.id, 'paspor/biaya', 'dismissed')).status).toBe(204)
    const db = openDb(database.url)
    const learnt = await db.read.selectFrom('lessons').selectAll().execute()
    await db.close()
    expect(learnt).toHaveLength(2)
    for (const secret of personal)
      for (const lesson of learnt) expect(lesson.text.toLowerCase()).not.toContain(secret.toLowerCase())
    for (const lesson of learnt) expect(lesson.text).not.toMatch(/\d{5}/)
  })

  it('forgets one lesson or all, for an admin alone, and then ranks as before', async () => {
    for (const text of [close.text, 'berapa biaya paspor?']) {
      const ticket = await asked(text)
      await mark(ticket, (await answersFor(ticket))[0]!, 'dismissed')
    }
    const page = await look('?limit=1')
    expect(page).toMatchObject({ lessonCount: 2, lessons: { items: [{ verdict: 'wrong' }] } })
    const next = await look(`?limit=1&cursor=${page.lessons.nextCursor}`)
    expect(next.lessons.nextCursor).toBeNull()
    const all = [...page.lessons.items, ...next.lessons.items]
    expect(all.map(({ answer }) => answer).sort()).toEqual([close.first, 'paspor/biaya'].sort())

    const lesson = all.find(({ answer }) => answer === close.first) as Lesson
    expectProblem(await budi.request('DELETE', `/learning/lessons/${lesson.id}`), 403)
    expectProblem(await budi.request('DELETE', '/learning'), 403)
    await untilSuggested(close.text, (answers) => answers[0] === close.second)
    expect((await sari.request('DELETE', `/learning/lessons/${lesson.id}`)).status).toBe(204)
    expectProblem(await sari.request('DELETE', `/learning/lessons/${lesson.id}`), 404)
    await untilSuggested(close.text, (answers) => answers[0] === close.first)
    expect(await lessons()).toMatchObject([{ answer: 'paspor/biaya' }])
  })

  it('refuses what was never suggested, and what is no fate', async () => {
    const ticket = await asked('berapa biaya paspor?')
    expectProblem(await mark(ticket, 'paspor/biaya', 'dismissed'), 404)
    await answersFor(ticket)
    expectProblem(await mark(ticket, 'pbg/biaya', 'dismissed'), 404)
    expectProblem(await mark(ticket, 'paspor/biaya', 'sent'), 400)
    expectProblem(await mark(999_999, 'paspor/biaya', 'dismissed'), 404)
    expectProblem(await budi.request('GET', '/learning?cursor=x'), 400)
  })

  it('hears of what was taught and forgotten in another process', async () => {
    const other = openDb(database.url)
    const lesson = { digest: 'x', text: silent.text, answer: silent.answer, verdict: 'right' } as const
    await other.write((tx) => putLesson(tx, lesson, Date.now(), 100))
    await untilSuggested(silent.text, (answers) => answers.length === 1)
    await other.write(deleteAllLessons)
    await other.close()
    await untilSuggested(silent.text, (answers) => answers.length === 0)
  })

  it('is still known after a restart', async () => {
    const ticket = await asked(silent.text)
    await sari.reply(ticket, (await textOf(silent.answer)).text, {
      answer: silent.answer,
    })
    await untilSuggested(again(silent.text), (answers) => answers.length > 0)
    await office.restart()
    await untilSuggested(again(silent.text), (answers) => answers.join() === silent.answer)
  })

  it('takes the contact’s earlier ticket for what a follow-up is about', async () => {
    const send = (text: string) => twilioFor(office).receiveFrom('sms', '+6281377778888', text)
    await send('syarat perpanjang iptm')
    const first = await ticketOf('+6281377778888')
    await sari.request('PATCH', `/tickets/${first}`, { service: 'iptm-perpanjangan', status: 'closed' })
    await send('kalau biayanya?')
    const second = await waitFor(async () => {
      const id = await ticketOf('+6281377778888')
      return id !== first && id
    }, 'a second ticket')
    expect((await answersFor(second))[0]).toBe('iptm-perpanjangan/biaya')
  })

  async function ticketOf(phone: string): Promise<number> {
    const all = await sari.tickets('limit=100&channel=sms&sort=-createdAt')
    return all.find(({ contact }) => contact.identities.some(({ address }) => address === phone))?.id ?? 0
  }
  async function textOf(answer: string): Promise<{ text: string }> {
    return (await sari.request<{ text: string }>('GET', `/answers/${answer}?channel=chat`)).body
  }
})

function countsOf(rows: readonly { fate: keyof FateCounts }[]): FateCounts {
  const counts = { shown: 0, inserted: 0, sent: 0, edited: 0, rewritten: 0, dismissed: 0, 'passed-over': 0 }
  for (const { fate } of rows) counts[fate]++
  return counts
}
