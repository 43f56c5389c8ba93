import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOfSafeHtml } from '../../../channels/email/quotes/html-text.ts'
import { contactLines } from '../../../channels/email/send/letterhead.ts'
import { letterHtml } from '../../../channels/email/send/letter.ts'
import { sanitizeHtml } from '../../../channels/lib/html.ts'
import { letterhead } from './_fakes.ts'
import { loadLibrary, topics } from '../../../templates/index.ts'

const office = { language: 'id', letterhead } as const
const body = (text: string) => /<body>\s*([^]*)<\/body>/.exec(letterHtml(text, office))?.[1] ?? ''

/** As a mail program shows it: the points of a list are numbered by where the list starts. */
function shown(html: string): string[] {
  let next: number | null = null
  const numbered = html.replace(/<ol start="(\d+)"|<ul |<li |<\/li>/g, (tag, start?: string) => {
    if (tag === '</li>') return '</p>'
    if (tag === '<li ') return `<p>${next === null ? '-' : `${next++}.`}</p><p `
    next = start === undefined ? null : Number(start)
    return '<div '
  })
  return words(textOfSafeHtml(sanitizeHtml(numbered)))
}
const words = (text: string) => text.split(/\s+/).filter(Boolean)
/** With the office's particulars around it. */
const letter = (text: string) =>
  words([letterhead.name, letterhead.shortOffice, text, ...contactLines(text, letterhead)].join('\n'))

describe('a letter in HTML', () => {
  it('has the words of every answer’s letter, in their order', () => {
    const library = loadLibrary()
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const language of ['id', 'en'] as const) {
          const text = library.answer(`${service}/${topic}`, { language, channel: 'email' })?.text ?? ''
          expect(shown(letterHtml(text, { ...office, language }))).toEqual(letter(text))
        }
  })

  it('has the words of any text, whatever an agent made of it', () => {
    const line = fc.oneof(
      fc.stringMatching(/^(?:\d{1,4}\. |- | {2}|> |\t|Dasar hukum: )?[\w &<>"'/:.;,()@-]{0,40}$/),
      fc.constantFrom(
        '',
        '',
        'Hormat kami,',
        'Tanya PTSP',
        'https://oss.go.id/a?b=1&c="2".',
        '<script>x</script>',
        '- ',
        '3.',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n')
        expect(shown(letterHtml(text, office))).toEqual(letter(text))
      }),
    )
  })

  it('makes lists, links, an aside of the legal basis, and a signature', () => {
    const html = body(
      [
        'Yth. Bapak/Ibu Budi,',
        '',
        'Berikut langkahnya:',
        '1. Buka https://oss.go.id.',
        '2. Isi <formulir>',
        '   lalu kirim',
        '',
        '3. Unduh',
        '',
        '- KTP',
        '- KK',
        '',
        'Dasar hukum: UU 6/2023.',
        '',
        'Hormat kami,',
        'Tanya PTSP',
        'DPMPTSP, info@jakarta.go.id',
      ].join('\n'),
    )
    expect(html.replace(/ style="[^"]*"/g, '').replace(/\s*\n\s*/g, '')).toBe(
      '<div lang="id"><p><strong>Tanya PTSP</strong> <span>DPMPTSP DKI Jakarta</span></p><p>Yth. Bapak/Ibu Budi,</p><p>Berikut langkahnya:</p>' +
        '<ol start="1"><li>Buka <a href="https://oss.go.id">https://oss.go.id</a>.</li>' +
        '<li>Isi &#60;formulir&#62;<br>lalu kirim</li></ol><ol start="3"><li>Unduh</li></ol>' +
        '<ul><li>KTP</li><li>KK</li></ul><p>Dasar hukum: UU 6/2023.</p>' +
        '<p>Hormat kami,<br><strong>Tanya PTSP</strong><br>' +
        '<span>DPMPTSP, <a href="mailto:info@jakarta.go.id">info@jakarta.go.id</a></span></p>' +
        '<p>Dinas Penanaman Modal dan PTSP<br>Telepon 1500164 (hari kerja pukul 07.30-16.00 WIB)<br>' +
        'Jl. H.R. Rasuna Said Kav. C-22</p></div>',
    )
  })

  it('says its language and loads nothing', () => {
    const html = letterHtml('Halo', { ...office, language: 'en' })
    expect(html).toMatch(/<html lang="en">[^]+<title>Tanya PTSP<\/title>/)
    expect(html).not.toMatch(/<(?:style|link|img|script|table)|url\(|class=|src=/)
  })

  it('is made in time however long the text is', () => {
    const started = performance.now()
    letterHtml('1. a\n- b\nhttps://x.example/ '.repeat(20_000) + ' '.repeat(100_000), office)
    for (const piece of ['a', 'a.', 'A1-', 'a@']) letterHtml(piece.repeat(100_000), office)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
