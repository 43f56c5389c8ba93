import { describe, expect, it } from 'vitest'
import { fillSlots } from '../../templates/slots.ts'
import { missingSlots, unresolved } from '../../templates/index.ts'

describe('slots', () => {
  it('writes a date out in words of the language and refuses what is no date', () => {
    expect(fillSlots({ date: '2026-11-24' }, 'id').date).toBe('24 November 2026')
    expect(fillSlots({ date: '2026-05-01' }, 'id').date).toBe('1 Mei 2026')
    expect(fillSlots({ date: '2026-05-01' }, 'en').date).toBe('1 May 2026')
    for (const date of ['besok', '2026-02-30', '24/11/2026', ''])
      expect(fillSlots({ date }, 'id').date).toBe('[[date]]')
  })

  it('finds what must not leave the house, each once', () => {
    expect(unresolved('Yth. [[contactName]], [[contactName]] {{ticket.number}} {{> greeting}}')).toEqual([
      '[[contactName]]',
      '{{ticket.number}}',
      '{{> greeting}}',
    ])
    expect(unresolved('Biaya Rp350.000 [lihat lampiran] {a: 1} [] ]] }} [1][2] { { [ [')).toEqual([])
  })

  it.each([
    ['[[a\nb]]', ['[[a\nb]]']],
    ['{{a\nb}}', ['{{a\nb}}']],
    ['[[]]', ['[[]]']],
    ['{{}}', ['{{}}']],
    ['pada [[tanggal', ['[[tanggal']],
    ['biaya {{fee} saja\nlagi', ['{{fee']],
    ['[[ atau {{', ['[[ atau {{']],
    ['{{{fee}}}', ['{{{fee}}}']],
    [`[[${'x'.repeat(300)}]]`, [`[[${'x'.repeat(30)}`]],
  ])('finds what is empty, broken over lines, too long or never closed: %j', (text, expected) => {
    expect(unresolved(text)).toEqual(expected)
  })

  it('is quick with any number of openings', () => {
    const found = unresolved('[['.repeat(100_000) + '{{x'.repeat(100_000))
    for (const one of found) expect(one.length).toBeLessThanOrEqual(80)
  })

  it('names the slots still open in a text', () => {
    expect(missingSlots('Nomor [[ticketNumber]] tanggal [[date]] [[lain]]')).toEqual(['ticketNumber', 'date'])
  })
})
