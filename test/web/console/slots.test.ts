import { describe, expect, it } from 'vitest'
import { findSlots, insertAt, splitAtSlots } from '../../../web/console/lib/slots.ts'

describe('slots', () => {
  it('finds every unfilled slot with its place', () => {
    const text = 'Nomor [[nomor berkas]] per [[ tanggal ]].'
    const slots = findSlots(text)
    expect(slots.map(({ name }) => name)).toEqual(['nomor berkas', 'tanggal'])
    expect(text.slice(slots[0]!.start, slots[0]!.end)).toBe('[[nomor berkas]]')
  })

  it('takes single brackets and empty pairs for plain text', () => {
    expect(findSlots('lihat [1] dan [[]] saja')).toEqual([])
  })

  it('cuts a text so that its pieces joined are the text again', () => {
    const text = '[[a]] dan [[b]] lalu selesai'
    const pieces = splitAtSlots(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.filter((piece) => piece.isSlot)).toHaveLength(2)
  })
})

describe('insertAt', () => {
  it('sets an answer apart from the words around it', () => {
    expect(insertAt('Yth. Ibu,terima kasih', 'Syaratnya KTP.', 9, 9).text).toBe(
      'Yth. Ibu,\n\nSyaratnya KTP.\n\nterima kasih',
    )
  })

  it('adds no blank lines to an empty draft and stands behind the answer', () => {
    expect(insertAt('', 'Syaratnya KTP.\n', Infinity, Infinity)).toEqual({
      text: 'Syaratnya KTP.',
      cursor: 14,
    })
  })

  it('replaces what is selected', () => {
    expect(insertAt('lama', 'baru', 0, 4).text).toBe('baru')
  })
})
