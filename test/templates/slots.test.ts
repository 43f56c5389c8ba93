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
    expect(unresolved('Biaya Rp350.000 [lihat lampiran] {a: 1} [] {{}} ]] [[ }}')).toEqual([])
    expect(unresolved('[['.repeat(100_000) + '{{'.repeat(100_000))).toEqual([])
  })

  it('names the slots still open in a text', () => {
    expect(missingSlots('Nomor [[ticketNumber]] tanggal [[date]] [[lain]]')).toEqual(['ticketNumber', 'date'])
  })
})
