import { describe, expect, it } from 'vitest'
import { appendAnswer } from '../../../web/console/lib/paragraphs.ts'
import { emptyDraft, type Draft } from '../../../web/console/store/drafts.ts'
import { createInsertion } from '../../../web/console/store/insertion.ts'

const cost = 'Yth. Ibu,\n\nBiayanya Rp0.\n\nHormat kami,\nTanya PTSP'
const time = 'Yth. Ibu,\n\nLamanya [[hari]] hari.\n\nHormat kami,\nTanya PTSP'

describe('a second answer', () => {
  it('takes the place of one that was not touched, and the first can be brought back', () => {
    const desk = sitDown()
    desk.insertion.insert('krk/biaya', cost)
    desk.insertion.insert('krk/waktu', time)
    expect(desk.draft).toMatchObject({ text: time, answers: ['krk/waktu'] })
    desk.undo()
    expect(desk.draft).toMatchObject({ text: cost, answers: ['krk/biaya'] })
  })

  it('asks where the first was edited, and goes below it without its courtesies', () => {
    const desk = sitDown()
    desk.insertion.insert('krk/biaya', cost)
    desk.draft = { ...desk.draft, text: cost.replace('Rp0', 'gratis') }
    desk.insertion.insert('krk/waktu', time)
    expect(desk.insertion.asked.value).toMatchObject({ answer: 'krk/waktu' })
    desk.insertion.append()
    expect(desk.insertion.asked.value).toBeNull()
    expect(desk.draft.text).toBe(
      'Yth. Ibu,\n\nBiayanya gratis.\n\nLamanya [[hari]] hari.\n\nHormat kami,\nTanya PTSP',
    )
    expect(desk.draft.answers).toEqual(['krk/biaya', 'krk/waktu'])
    expect(desk.draft.text.slice(desk.selected.start, desk.selected.end)).toBe('[[hari]]')
  })

  it('can go below an untouched one at once: two questions get two answers', () => {
    const desk = sitDown()
    desk.insertion.insert('krk/biaya', cost)
    desk.insertion.add('krk/waktu', time)
    expect(desk.draft.text).toBe(
      'Yth. Ibu,\n\nBiayanya Rp0.\n\nLamanya [[hari]] hari.\n\nHormat kami,\nTanya PTSP',
    )
    expect(desk.draft.answers).toEqual(['krk/biaya', 'krk/waktu'])
  })

  it('takes its stamp along when an insertion is undone by key', () => {
    const desk = sitDown()
    desk.insertion.insert('krk/biaya', cost)
    desk.insertion.insert('krk/waktu', time)
    expect(desk.insertion.stampsOf(cost)).toEqual(['krk/biaya'])
    expect(desk.insertion.stampsOf('lain')).toBeUndefined()
  })

  it('joins words of the agent’s own without asking', () => {
    const desk = sitDown()
    desk.draft = { ...emptyDraft, text: 'Selamat pagi.' }
    desk.insertion.insert('krk/biaya', 'Biayanya Rp0.')
    expect(desk.draft).toMatchObject({ text: 'Selamat pagi.\n\nBiayanya Rp0.', answers: ['krk/biaya'] })
  })
})

it('leaves the middle of an added answer whole although a part of it was said', () => {
  const steps = ['Salam.', 'Halo.', 'A:', '1. KTP', 'Kanal.', 'Hubungi.', 'Kami.']
  const other = steps.with(2, 'B:')
  const { text } = appendAnswer(steps.join('\n\n'), other.join('\n\n'))
  expect(text.split('\n\n')).toEqual([
    ...['Salam.', 'Halo.', 'A:', '1. KTP', 'B:', '1. KTP', 'Kanal.', 'Hubungi.', 'Kami.'],
  ])
})

function sitDown() {
  const desk = {
    draft: { ...emptyDraft } as Draft,
    selected: { start: 0, end: 0 },
    undo: () => {},
  }
  const insertion = createInsertion({
    draft: () => desk.draft,
    cursor: () => ({ start: Infinity, end: Infinity }),
    put: (text, answers, selected) => {
      desk.draft = { ...desk.draft, text, answers }
      desk.selected = selected
    },
    onReplaced: (undo) => (desk.undo = undo),
  })
  return Object.assign(desk, { insertion })
}
