import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitQuotes } from '../../../channels/email/quotes/quotes.ts'

const pieces = [
  'Halo Bapak, saya mau tanya.',
  '',
  '> kutipan',
  '>> kutipan dalam kutipan',
  'Pada Sen, 23 Nov 2026 pukul 10.15 Kantor <a@b.example> menulis:',
  'Pada Sen, 23 Nov 2026 pukul 10.15 Kantor <',
  'a@b.example> menulis:',
  'On Mon, Nov 23, 2026 at 10:15 AM Kantor wrote:',
  '-----Pesan Asli-----',
  '---------- Forwarded message ---------',
  '________________________________',
  'Dari: Kantor',
  'Dikirim: Senin, 23 November 2026',
  'Kepada: Budi',
  'Perihal: Izin',
  'Dikirim dari iPhone saya',
  '-- ',
  '\t',
]
const conversation = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string()), { maxLength: 40 })
  .map((lines) => lines.join('\n'))

describe('parting an answer from what it quotes', { timeout: 20_000 }, () => {
  it('cuts nothing away: answer and quotation together are the whole text', () => {
    fc.assert(
      fc.property(conversation, fc.boolean(), (text, forwarded) => {
        const { reply, quoted } = splitQuotes(text, { forwarded })
        expect(reply + quoted).toBe(text)
        if (text.trim()) expect(reply.trim()).not.toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['quotation marks', '> a\n'],
    ['introductions', 'Pada 1 Jan 2026 a <a@b.example>\n'],
    ['almost header blocks', 'Dari: a\n'],
    ['blank lines', '\n'],
    ['signatures', '-- \n'],
    ['words without an end', 'wrote menulis schrieb '],
  ])('takes linear time on a megabyte of %s', (_name, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
    const begun = performance.now()
    splitQuotes(text)
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})
