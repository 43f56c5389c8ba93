import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLinks } from '../../../web/widget/link.ts'

const hrefs = (text: string) => splitLinks(text).flatMap(({ href }) => (href ? [href] : []))

describe('links in a message', () => {
  it('finds web addresses and leaves the punctuation around them', () => {
    expect(splitLinks('Buka (https://jakevo.jakarta.go.id/masuk), lalu daftar.')).toEqual([
      { text: 'Buka (' },
      { text: 'https://jakevo.jakarta.go.id/masuk', href: 'https://jakevo.jakarta.go.id/masuk' },
      { text: '), lalu daftar.' },
    ])
  })

  it('knows government addresses without https and mail addresses', () => {
    expect(hrefs('lihat jakartasatu.jakarta.go.id atau tulis ke loket@jakarta.go.id.')).toEqual([
      'https://jakartasatu.jakarta.go.id',
      'mailto:loket@jakarta.go.id',
    ])
  })

  it('makes no link of scripts, data or half addresses', () => {
    expect(hrefs('javascript:alert(1) data:text/html,x https:// ftp://a.b file.docx 3.500.000')).toEqual([])
  })

  it('looks at a word of 80,000 letters without holding up the window', () => {
    for (const letter of ['a', '1', '-', 'a.'])
      expect(hrefs(letter.repeat(80_000 / letter.length))).toEqual([])
  })

  it('loses no letter of any text, and leads only to web and mail', () => {
    const text = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('https://', 'www.', '.go.id', '@a.id', 'javascript:', ')')),
    )
    fc.assert(
      fc.property(text, (parts) => {
        const pieces = splitLinks(parts.join(''))
        expect(pieces.map((piece) => piece.text).join('')).toBe(parts.join(''))
        for (const { href } of pieces) expect(href ?? 'https://').toMatch(/^(https?:\/\/|mailto:)/i)
      }),
    )
  })
})
