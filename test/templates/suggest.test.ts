import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSuggester, detectLanguage, loadLibrary, loadNetwork } from '../../templates/index.ts'
import { copyLibrary, today } from './_library.ts'

const library = loadLibrary(undefined, { today })
const network = loadNetwork()
const suggest = createSuggester(library, network)
const first = (text: string) => suggest(text).suggestions[0]?.answer

describe('the suggester', () => {
  it.each([
    ['syarat sip dokter', 'sip-dokter/persyaratan'],
    ['berapa lama krk pak?', 'krk-irk/waktu'],
    ['perpanjang makam ortu bayar berapa skrg', 'iptm-perpanjangan/biaya'],
    ['SYARAT2 SIP DOKTERRRR GIGI APA AJA', 'sip-dokter-gigi/persyaratan'],
    ['dmn ngurus pspor', 'paspor/lokasi'],
    ['brp lama ijin apotik jadi', 'izin-apotek/waktu'],
    [
      'bapak saya meninggal tiga tahun lalu, katanya makamnya harus diapain gitu tiap tiga taun, bayar ga?',
      'iptm-perpanjangan/biaya',
    ],
    ['dasar hukum penebangan pohon', 'izin-penebangan-pohon/dasar-hukum'],
    ['How much is the fee for a passport?', 'paspor/biaya'],
    ['skck masa berlakunya berapa tahun', 'skck/masa-berlaku'],
    ['lupa password jakevo', 'jakevo-lupa-password/prosedur'],
  ])('finds for “%s” %s first', (text, answer) => {
    expect(first(text)).toBe(answer)
  })

  it.each([
    'halo',
    'selamat pagi kak 🙏',
    'terima kasih banyak ya min',
    'cuaca hari ini cerah ya',
    'syarat pbg di bekasi apa saja',
    '',
    '   \n\t ',
    '12345',
  ])('is silent on “%s”', (text) => {
    expect(suggest(text).suggestions).toEqual([])
  })

  it.each([
    'mau nanya dong syarat sip bidan apa aja',
    'halo kak, syarat sip bidan apa aja, makasih ya',
    'Assalamualaikum wr wb. Punten bang, syarat sip bidan apa aja? Mohon dibantu, terima kasih sebelumnya',
    'min bales dong syarat sip bidan apa aja',
  ])('is as sure of what is asked within courtesies: “%s”', (text) => {
    const [found] = suggest(text).suggestions
    const [bare] = suggest('syarat sip bidan apa aja').suggestions
    expect(found).toMatchObject({ answer: 'sip-bidan/persyaratan', sure: true })
    expect(Math.abs((found?.score ?? 0) - (bare?.score ?? 0))).toBeLessThan(0.05)
  })

  it('lists at most five, best first, each once, with the words that led there', () => {
    const { suggestions } = suggest(
      'syarat dan biaya sip dokter, sip bidan, sip perawat, pbg, slf dan paspor',
    )
    expect(suggestions.length).toBeLessThanOrEqual(5)
    expect(suggest('syarat sip dokter', { limit: 1 }).suggestions).toHaveLength(1)
    const scores = suggestions.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((one, other) => other - one))
    expect(new Set(suggestions.map(({ answer }) => answer)).size).toBe(suggestions.length)
    for (const { score } of suggestions) expect(score > 0 && score <= 1).toBe(true)
    expect(suggest('syrat paspor').suggestions[0]?.matched).toContain('paspor')
  })

  it('is sure only of what is in force and what the office can tell', () => {
    expect(suggest('berapa biaya paspor?').suggestions[0]?.sure).toBe(true)
    expect(suggest('berapa lama proses sip dokter umum?').suggestions[0]).toMatchObject({
      answer: 'sip-dokter/waktu',
      sure: false,
    })
    expect(suggest('siup syaratnya apa').suggestions[0]?.sure).toBe(false)
  })

  it('takes a follow-up to be about the thread’s service, and a new matter not', () => {
    expect(suggest('kalau biayanya?').suggestions).toEqual([])
    const about = (text: string) => suggest(text, { service: 'iptm-perpanjangan' }).suggestions[0]?.answer
    expect(about('kalau biayanya?')).toBe('iptm-perpanjangan/biaya')
    expect(about('trus brp lama kak')).toBe('iptm-perpanjangan/waktu')
    expect(about('oh ya, syarat bikin paspor anak apa?')).toBe('paspor/persyaratan')
    expect(suggest('makasih ya kak', { service: 'iptm-perpanjangan' }).suggestions).toEqual([])
  })

  it('never offers an expired rule but what took its place, and a successor beside the old', () => {
    expect(suggest('sikm masih perlu?').suggestions.map(({ service }) => service)).not.toContain('sikm-strp')
    expect(first('sikm masih perlu?')).toBe('tanya-ptsp-kanal/umum')
    expect(suggest('cara perpanjang siup').suggestions.map(({ service }) => service)).toContain('nib-oss')
  })

  it.each([
    ['validUntil', '2026-11-23'],
    ['validFrom', '2026-11-25'],
  ])('never offers a service outside its time (%s %s)', (field, day) => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', `${field}: null`, `${field}: ${day}`)
    const asked = createSuggester(loadLibrary(dir, { today }), network)('biaya paspor')
    expect(asked.suggestions.map(({ service }) => service)).not.toContain('paspor')
  })

  it('finds a new service by its name and aliases alone', () => {
    const { dir, replace, write } = copyLibrary()
    replace('catalogue/skck.yaml', 'id: skck', 'id: izin-kolam')
    const text = readFileSync(join(dir, 'catalogue/skck.yaml'), 'utf8')
      .replace(/aliases:[\s\S]*?agency/, 'aliases:\n  - izin kolam renang\nsituations: []\nagency')
      .replace(/names:\n.*\n/, 'names:\n  id: Izin Kolam Renang Umum\n')
    write('catalogue/izin-kolam.yaml', text)
    replace('catalogue/skck.yaml', 'id: izin-kolam', 'id: skck')
    const asked = createSuggester(loadLibrary(dir, { today }), network)('syarat kolam renang')
    expect(asked.suggestions[0]?.answer).toBe('izin-kolam/persyaratan')
  })

  it('does not count quotes and signatures', () => {
    const own = 'Berapa biaya paspor?'
    const quoted = `${own}\n\nPada Senin, 23 November 2026 Tanya PTSP menulis:\n> syarat pbg dan slf`
    expect(first(quoted)).toBe('paspor/biaya')
    expect(suggest(`${own}\n-- \nKlinik Sehat, izin klinik utama`).suggestions.map((s) => s.service)).toEqual(
      suggest(own).suggestions.map((s) => s.service),
    )
  })

  it('names the language of the text, or takes the one it is told', () => {
    expect(detectLanguage('Could you tell me the requirements, please?')).toBe('en')
    expect(detectLanguage('mau tanya dong syaratnya apa aja')).toBe('id')
    expect(detectLanguage('')).toBe('id')
    const english = suggest('syarat paspor', { language: 'en' })
    expect(english.language).toBe('en')
    expect(english.suggestions[0]?.title).toBe('Requirements: Passport service')
  })
})

it('finds the question wherever it lies in a long mail, and not in what is quoted below', () => {
  const story = [
    'Selamat pagi Bapak dan Ibu, perkenalkan saya anak ketiga dari lima bersaudara dan sudah lama tinggal di Tebet.',
    'Kakak saya baru saja menikah bulan lalu, pestanya ramai sekali sampai tetangga ikut membantu di dapur.',
    'Adik saya masih sekolah dan senang bermain bola, kemarin kakinya terkilir waktu bertanding melawan kampung sebelah.',
    'Ibu kami sering mengingatkan supaya selalu rajin, jujur, dan tidak menunda pekerjaan, apalagi kalau menyangkut orang banyak.',
    'Beberapa minggu ini hujan turun terus sehingga jalan di depan rumah tergenang dan kami terpaksa memutar lewat pasar.',
  ]
    .join(' ')
    .repeat(20)
  const quoted = 'Pada Sen, 23 Nov 2026 Budi menulis:\n' + '> berapa lama krk?\n'.repeat(300)
  const question = 'Syarat SIP bidan apa saja?'
  for (const text of [
    `${question}\n\n${story}`,
    `${story}\n\n${question}`,
    `${story}\n${question}\n\n${quoted}`,
  ])
    expect(first(text)).toBe('sip-bidan/persyaratan')
})

describe('any input', () => {
  const long = [
    'a'.repeat(1_000_000),
    'syarat '.repeat(150_000),
    'a-b'.repeat(300_000),
    '>'.repeat(1_000_000),
    '\n'.repeat(1_000_000),
    '👍'.repeat(10_000),
    'http://' + 'x@'.repeat(500_000),
    'pada '.repeat(200_000),
    Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256)).toString('latin1'),
  ]

  it('gets an honest result within 50 ms', () => {
    suggest('syarat sip dokter')
    for (const text of long) {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now()
        suggest(text)
        return performance.now() - start
      })
      expect(Math.min(...times)).toBeLessThan(50)
    }
  })

  it('never makes it throw', () => {
    for (const text of [
      "'; DROP TABLE tickets; --",
      '<script>alert(1)</script>',
      '\0\u0001\ud800',
      '__proto__',
    ])
      expect(Array.isArray(suggest(text).suggestions)).toBe(true)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { answer } of suggest(text).suggestions) expect(library.hasAnswer(answer)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
