import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownQuestions, readQuestions } from '../../bench/questions.ts'
import { createSuggester, loadLibrary, loadNetwork } from '../../templates/index.ts'
import { createRememberer, mostShift, type Lesson, type Memory } from '../../templates/suggest/memory.ts'
import { normalise } from '../../templates/suggest/normalise.ts'
import { today } from './_library.ts'
import { again, closeQuestion, silentQuestion } from './_taught.ts'

const library = loadLibrary(undefined, { today })
const network = loadNetwork()
const inSteps = createRememberer(network)
function remember(lessons: readonly Lesson[]): Memory {
  const steps = inSteps(lessons)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const untaught = createSuggester(library, network)
const suggesterWith = (...lessons: Lesson[]) => createSuggester(library, network, remember(lessons))
const right = (text: string, answer: string, times = 1): Lesson => ({ text, answer, verdict: 'right', times })
const wrong = (text: string, answer: string, times = 1): Lesson => ({ text, answer, verdict: 'wrong', times })
const shiftsOf = (memory: Memory, text: string) => {
  const words = normalise(text)
  return memory.recall(words, network.read(words).topics).shifts
}

const close = closeQuestion(untaught)
const parcel = 'IMB almarhum bapak kena banjir tinggal sobekan, notaris minta aslinya, carinya ke mana'

describe('memory', () => {
  it('brings forward what agents answered, and back what they dismissed, to a question in other words', () => {
    const lessons = [right(close.text, close.second), wrong(close.text, close.first)]
    for (const text of [close.text, again(close.text)])
      expect(suggesterWith(...lessons)(text).suggestions[0]?.answer).toBe(close.second)
  })

  it('lets a dismissed answer fall behind, never away', () => {
    const text = 'berapa biaya paspor?'
    const before = untaught(text).suggestions
    expect(before.length).toBeLessThan(5)
    const after = suggesterWith(...before.map(({ answer }) => wrong(text, answer, 9)))(text).suggestions
    expect(after.map(({ answer }) => answer).sort()).toEqual(before.map(({ answer }) => answer).sort())
    expect(after[0]!.score).toBeLessThan(before[0]!.score)
    for (const { score } of after) expect(score).toBeGreaterThan(0)
  })

  it('speaks where the network is silent, of what was answered to much the same alone', () => {
    const { text: silent, answer } = silentQuestion(untaught, library)
    const taught = suggesterWith(right(silent, answer))
    for (const text of [silent, again(silent)]) {
      expect(untaught(text).suggestions).toEqual([])
      expect(taught(text).suggestions).toMatchObject([{ answer, sure: false }])
    }
    expect(taught('mau ke bandara naik apa ya, jaraknya berapa meter').suggestions).toEqual([])
  })

  it('learns nothing from words that everybody says', () => {
    const taught = suggesterWith(
      right('selamat pagi pak, saya mau tanya dong, mohon bantuannya', 'paspor/biaya', 9),
      right('mohon dibantu', 'paspor/biaya', 9),
    )
    for (const text of ['selamat siang bu, saya mau tanya, mohon bantuannya', 'mohon dibantu ya', 'halo'])
      expect(taught(text).suggestions).toEqual([])
  })

  it('keeps apart what is asked about one service, and one question about two services', () => {
    const memory = remember([wrong('syarat paspor anak', 'paspor/persyaratan')])
    expect(shiftsOf(memory, 'persyaratan paspor anak apa saja').get('paspor/persyaratan')).toBeLessThan(0)
    for (const text of ['biaya paspor anak', 'syarat pbg rumah tinggal'])
      expect(shiftsOf(memory, text).get('paspor/persyaratan') ?? 0).toBe(0)
  })

  it('takes away that a suggestion is sure, and never gives it', () => {
    const text = 'berapa biaya paspor?'
    expect(untaught(text).suggestions[0]).toMatchObject({ answer: 'paspor/biaya', sure: true })
    expect(
      suggesterWith(wrong(text, 'paspor/biaya'))(text).suggestions.map(({ sure }) => sure),
    ).not.toContain(true)
    expect(untaught(close.text).suggestions[0]?.sure).toBe(false)
    const praised = suggesterWith(right(close.text, close.first, 9))(close.text)
    expect(praised.suggestions[0]?.sure).toBe(false)
  })

  it('offers nothing that is no longer there or no longer in force, whatever it was taught', () => {
    const lessons = ['sikm-strp/umum', 'nosuch/biaya', 'paspor/nosuch', ''].map((answer) =>
      right(parcel, answer, 9),
    )
    expect(suggesterWith(...lessons)(parcel)).toEqual(untaught(parcel))
  })

  it('leaves out what was dismissed in this ticket, and is not sure of what comes next', () => {
    const text = 'berapa biaya paspor?'
    const left = untaught(text, { without: new Set(['paspor/biaya']) }).suggestions
    expect(left.map(({ answer }) => answer)).not.toContain('paspor/biaya')
    expect(left.map(({ sure }) => sure)).not.toContain(true)
  })

  it('moves no score by more than its bound, however much was taught', () => {
    const questions = readQuestions(ownQuestions).slice(0, 60)
    const answers = ['paspor/biaya', 'pbg/persyaratan', 'iptm-tumpang/persyaratan']
    const lesson = fc.record({
      text: fc.constantFrom(...questions.map(({ text }) => text)),
      answer: fc.constantFrom(...answers),
      verdict: fc.constantFrom('right', 'wrong'),
      times: fc.integer({ min: 1, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 40 }), fc.constantFrom(...questions), (lessons, { text }) => {
        const memory = remember(lessons)
        for (const shift of shiftsOf(memory, text).values())
          expect(Math.abs(shift)).toBeLessThanOrEqual(mostShift)
        const { suggestions } = createSuggester(library, network, memory)(text)
        const scores = suggestions.map(({ score }) => score)
        expect(scores).toEqual([...scores].sort((one, other) => other - one))
        for (const score of scores) expect(score > 0 && score <= 1).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is made in small steps, also of long letters, so that a server can answer meanwhile', () => {
    const letter = readQuestions(ownQuestions)
      .map(({ text }) => text)
      .join(' ')
    const lessons = Array.from({ length: 300 }, (_, at) =>
      right(letter.slice(at * 20, at * 20 + 1_500), 'paspor/biaya'),
    )
    const steps = inSteps(lessons)
    let count = 0
    while (steps.next().done !== true) count++
    expect(count).toBeGreaterThanOrEqual(lessons.length / 10)
  })

  it('is quick with two thousand lessons', () => {
    const texts = readQuestions(ownQuestions).map(({ text }) => text)
    const lessons = Array.from({ length: 2000 }, (_, at) =>
      right(`${texts[at % texts.length]} ${texts[(at * 7) % texts.length]} ${at}`, 'paspor/biaya'),
    )
    const memory = remember(lessons)
    const asked = texts
      .map((text) => normalise(text))
      .map((words) => ({ words, topics: network.read(words).topics }))
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now()
      for (const { words, topics } of asked) memory.recall(words, topics)
      return (performance.now() - start) / asked.length
    })
    expect(Math.min(...times)).toBeLessThan(5)
  })
})
