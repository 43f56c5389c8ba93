import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOfSafeHtml } from '../../../channels/email/quotes/html-text.ts'
import { sanitizeHtml } from '../../../channels/lib/html.ts'

const htmlToText = (html: string) => textOfSafeHtml(sanitizeHtml(html))

describe('HTML from strangers', () => {
  it.each([
    ['<p onclick="x()" style="color:red" class="a">Halo</p>', '<p>Halo</p>'],
    ['<script>alert(1)</script><style>p{}</style>Halo', 'Halo'],
    ['<a href="javascript:alert(1)">x</a>', '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
    ['<img src="//pelacak.example/a.gif">', '<img />'],
    ['<img src="cid:foto1" width="100">', '<img src="cid:foto1" width="100" />'],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<img />'],
    [
      '<a href="https://jakevo.jakarta.go.id">x</a>',
      '<a href="https://jakevo.jakarta.go.id" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    ],
    ['<p>a < b & c</p>', '<p>a &lt; b &amp; c</p>'],
  ])('%s becomes %s', (dirty, clean) => {
    expect(sanitizeHtml(dirty)).toBe(clean)
  })

  it('is safe in any combination, also when cleaned twice', () => {
    const tags = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '<a href="https://a.example?x=1&y=2">',
      '<img src=x onerror=1>',
      '<svg>',
      '<!--',
      '-->',
      'teks',
      '&lt;',
      '<',
      '"',
    )
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 20 }), (parts) => {
        const once = sanitizeHtml(parts.join(''))
        expect(once + sanitizeHtml(once)).not.toMatch(/<(?:svg|script|!--)|onerror=|\ssrc=/)
      }),
    )
  })

  it('reads as text: paragraphs, lists, tables, quotations, preformatted lines', () => {
    const html =
      '<p>Satu<br>dua</p><ul><li>a</li><li>b</li></ul><table><tr><td>Nama</td><td>Budi</td></tr></table>' +
      '<pre>x\n  y</pre><blockquote>lama<blockquote>lebih lama</blockquote></blockquote><p>&nbsp;akhir&nbsp;&amp; selesai</p>'
    expect(htmlToText(html)).toBe(
      'Satu\ndua\n\n- a\n- b\n\nNama Budi\n\nx\n  y\n\n> lama\n>\n> > lebih lama\n\nakhir & selesai',
    )
  })

  it('takes linear time', { timeout: 40_000 }, () => {
    for (const unit of ['<div>', '<blockquote>', '<b>', '<', '<a ', '&nbsp;', '<!--', '<p></p>']) {
      const begun = performance.now()
      htmlToText(unit.repeat(40_000) + 'akhir')
      expect(performance.now() - begun, unit).toBeLessThan(5_000)
    }
  })
})
