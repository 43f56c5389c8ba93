import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadLibrary } from '../../templates/index.ts'
import { openOffice, type Office } from '../_office.ts'
import { ask, expectProblem } from './_ask.ts'

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const services = [...loadLibrary().services.values()]
let office: Office
beforeAll(async () => {
  office = await openOffice({ BASE_URL: 'https://tanya.example' })
})
afterAll(() => office.stop())

const page = (path: string, headers: Record<string, string> = html) =>
  ask<string>('GET', office.url + path, { headers })
const search = (words: string, more = '') => page(`/cari?q=${encodeURIComponent(words)}${more}`)

/** As a browser would show it: without tags, and with its entities read. */
function textOf(body: string): string {
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
  return main
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
}

describe('the templates', () => {
  it('hold no raw tag, no attribute without quotes, and say everything in both languages', () => {
    const dist = join(import.meta.dirname, '..', '..', 'web', 'dist', 'site')
    const files = ['page.html', ...readdirSync(join(dist, 'pages')).map((name) => join('pages', name))]
    for (const file of files) {
      const text = readFileSync(join(dist, file), 'utf8')
      expect(text, file).not.toMatch(/\{\{\{|\{\{&|\s[\w-]+=\{\{/)
      const count = (tag: string) => text.split(tag).length
      expect(count('{{#inIndonesian}}') - count('{{#inEnglish}}'), file).toBeLessThanOrEqual(0)
    }
  })
})

describe('the page of a service', () => {
  it.each(services.map(({ id }) => id))('stands in both languages, whole: %s', async (id) => {
    for (const [query, language] of [
      ['', 'id'],
      ['?lang=en', 'en'],
    ] as const) {
      const { status, body } = await page(`/layanan/${id}${query}`)
      expect(status).toBe(200)
      expect(body).toContain(`<html lang="${language}">`)
      expect(body).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|\[object|>null</)
      expect(body.match(/<h1/g)).toHaveLength(1)
      expect(textOf(body)).toContain(services.find((one) => one.id === id)?.names[language])
    }
  })

  it('says of each fact whether the office confirmed it, and what it cannot tell', async () => {
    const { body } = await page('/layanan/sip-dokter')
    const text = textOf(body)
    expect(text).toContain('Biaya Tidak dipungut biaya Belum dikonfirmasi kantor; mohon pastikan.')
    expect(text).toContain('Waktu penyelesaian Belum dapat kami pastikan; silakan hubungi 1500164')
    expect(text).toContain('Data per 2024. Diperiksa lagi paling lambat 31 Mei 2027.')
    expect(text).not.toContain('Periksa lagi pada standar pelayanan terbaru') // a note for staff
    const confirmed = textOf((await page('/layanan/iptm-perpanjangan')).body)
    expect(confirmed).toContain('perpanjangan setiap 3 tahun tetap wajib Waktu penyelesaian')
  })

  it('gives each requirement a box with a label, and steps in order', async () => {
    const { body } = await page('/layanan/iptm-perpanjangan')
    const boxes = [...body.matchAll(/<label class="tick">\s*<input type="checkbox" value="([0-9a-f]{8})"/g)]
    expect(new Set(boxes.map(([, key]) => key)).size).toBe(4)
    expect(textOf(body)).toMatch(/Minta surat pengantar.*Ajukan di loket.*Terima IPTM baru/)
  })

  it('links to what is official, and to nothing else', async () => {
    for (const { id } of services) {
      const { body } = await page(`/layanan/${id}`)
      const main = body.slice(body.indexOf('<main'))
      for (const [, href = ''] of main.matchAll(/<a href="(https?:[^"]+)" rel="noopener"/g))
        expect(new URL(href).hostname).toMatch(/\.go\.id$/)
      expect(main).not.toMatch(/href="https?:[^"]*"(?! rel="noopener")/)
    }
  })

  it('says what replaced it, and of an expired rule nothing else', async () => {
    const superseded = (await page('/layanan/imb-lama')).body
    expect(superseded).toContain('<a href="/layanan/pbg">')
    expect(textOf(superseded)).toContain('Kini digantikan oleh Persetujuan Bangunan Gedung (PBG)')
    const expired = (await page('/layanan/protokol-covid-psbb?lang=en')).body
    expect(textOf(expired)).toContain('This rule is no longer in force')
    expect(expired).toContain('<a href="/layanan/jam-lokasi-layanan?lang=en">')
    expect(expired).not.toMatch(/type="checkbox"|class="steps"|class="glance/)
    expect(expired).toContain('content="noindex"')
  })

  it('tells search engines its address in each language, and caches what has not changed', async () => {
    const answer = await page('/layanan/pbg?lang=en')
    const body = answer.body
    expect(body).toContain('<link rel="canonical" href="https://tanya.example/layanan/pbg?lang=en"')
    expect(body).toContain('hreflang="id" href="https://tanya.example/layanan/pbg"')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.get('content-language')).toBe('en')
    const again = await page('/layanan/pbg?lang=en', {
      ...html,
      'cache-control': 'max-age=0', // else Node's fetch asks for a fresh one
      'if-none-match': answer.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
  })

  it('brings no script and no style of its own', async () => {
    for (const path of ['/layanan/pbg', '/layanan', '/cari?q=makam', '/layanan/nothing']) {
      const { body } = await page(path)
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
    }
  })
})

describe('an address without a page', () => {
  it.each(['/layanan/tidak-ada', '/layanan/constructor', '/apa-ini', '/%'])(
    'is answered kindly to a browser, and as a problem to a program: %s',
    async (path) => {
      const kind = await page(`${path}?lang=en`)
      expect(kind.status).toBe(404)
      expect(textOf(kind.body)).toContain('There is no such page')
      expect(kind.body).toContain('action="/cari"')
      expectProblem(await page(path, { accept: '*/*' }), 404)
      expectProblem(await page(path, { accept: 'application/json' }), 404)
    },
  )
})

describe('the list of services', () => {
  it('names each service once, by theme, and apart what is no longer in force', async () => {
    const { body } = await page('/layanan')
    for (const { id } of services) expect(body.split(`href="/layanan/${id}"`)).toHaveLength(2)
    expect(body).not.toContain('id="lain"')
    const old = body.slice(body.indexOf('id="sudah-diganti"'))
    expect(old.match(/href="\/layanan\//g)).toHaveLength(10)
    expect(old).toContain('href="/layanan/sikm-strp"')
  })

  it('stands in the sitemap without expired rules, and the sitemap in robots.txt', async () => {
    const { body } = await page('/sitemap.xml')
    expect(body).toContain('<loc>https://tanya.example/layanan/pbg?lang=en</loc>')
    expect(body).not.toContain('sikm-strp')
    expect((await page('/robots.txt')).body).toContain('Sitemap: https://tanya.example/sitemap.xml')
  })
})

describe('the search', () => {
  it('answers in the citizen’s own words, with a link to the place on the page', async () => {
    const { status, body, headers } = await search('perpanjang makam bapak bayar berapa ya?')
    expect(status).toBe(200)
    expect(body).toContain('<h3><a href="/layanan/iptm-perpanjangan#biaya">')
    expect(textOf(body)).toContain('Tidak dipungut biaya sejak berlakunya Perda DKI 1/2024')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.match(/class="result"/g)?.length).toBeLessThanOrEqual(5)
    expect(body).toContain('content="noindex"')
  })

  it('keeps the language, and the question when it is switched', async () => {
    const { body } = await search('how much is a passport', '&lang=en')
    expect(body).toContain('href="/layanan/paspor?lang=en#biaya"')
    expect(body).toContain('href="/cari?q=how+much+is+a+passport" hreflang="id"')
  })

  it('says honestly that nothing fits, and how to ask', async () => {
    const text = textOf((await search('resep rendang padang')).body)
    expect(text).toContain('Tidak ada jawaban yang cocok untuk resep rendang padang')
    expect(text).toContain('Tanya lewat chat')
    expect(text).toContain('1500164')
    expect(textOf((await page('/cari')).body)).toContain('Tulis pertanyaan Anda di atas')
  })

  it.each([
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) autofocus x='",
    '</q></h2><img src=x onerror=alert(1)>',
    '\u{1f600}'.repeat(1_000) + '\ud83d',
    '\0\u0007\u202e',
    'x'.repeat(8_000),
  ])('shows what was typed as text, whatever it is: %#', async (words) => {
    const { status, body } = await page(`/cari?${new URLSearchParams({ q: words })}`)
    expect(status).toBe(200)
    if (/[<>'"]/.test(words)) expect(body).not.toContain(words)
    expect(body).not.toMatch(/<script>|<img/)
  })

  it('fills nothing in that somebody typed', async () => {
    expect(textOf((await search('resep {{office.phone}} {{{sought}}}')).body)).toContain(
      'resep {{office.phone}} {{{sought}}}',
    )
  })

  it('takes what is no text for nothing', async () => {
    expect((await page('/cari?q=a&q=b')).status).toBe(200)
    expect((await page('/cari?q[x]=a&lang[]=en')).status).toBe(200)
  })

  it('is the box of the office’s page, also without a script', async () => {
    const { body } = await page('/')
    const form = /<form class="search"[^>]*>/.exec(body)?.[0]
    expect(form).toContain('action="/cari"')
    expect(form).not.toContain('hidden')
    expect(body).toMatch(/<input[^>]*name="q"/)
    expect(body).toMatch(/<button[^>]*type="submit"/)
  })
})
