import { describe, expect, it } from 'vitest'
import {
  channels,
  languages,
  LibraryError,
  loadLibrary,
  readLibrary,
  readSources,
  smsSegments,
  topics,
  unresolved,
} from '../../templates/index.ts'
import { copyLibrary, today } from './_library.ts'

const library = loadLibrary(undefined, { today })
const slots = { contactName: 'Budi Santoso', ticketNumber: '26-00042', date: '2026-11-24' }
const answer = (id: string, channel: (typeof channels)[number], language: 'id' | 'en' = 'id') => {
  const found = library.answer(id, { channel, language, slots })
  if (!found) throw new Error(`no answer ${id}`)
  return found
}

describe('the answer library', { timeout: 30_000 }, () => {
  it('has an answer for every service, topic, language and channel, with nothing left open', () => {
    expect(library.services.size).toBe(88)
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const language of languages)
          for (const channel of channels) {
            const { text, missingSlots } = answer(`${service}/${topic}`, channel, language)
            expect(unresolved(text)).toEqual([])
            expect(missingSlots).toEqual([])
            expect(text.length).toBeGreaterThan(20)
            expect(text).not.toMatch(/undefined|null|cek ulang|pengetahuan umum|periksa lagi pada/i)
          }
  })

  it('reads again only what has changed', () => {
    const sources = readSources()
    const before = readLibrary(sources).entries
    const path = 'catalogue/paspor.yaml'
    const change = (text: string) => readLibrary(new Map(sources).set(path, text), { known: before }).entries
    const after = change(`${sources.get(path)}\n# later`)
    expect(after.get('pbg')).toBe(before.get('pbg'))
    expect(after.get('paspor')?.source).toMatch(/# later$/)
    expect(change('id: [').has('paspor')).toBe(false)
    // A file that says to be another one is not that other one.
    const moved = readLibrary(
      new Map(sources).set('catalogue/paspor.yaml', sources.get('catalogue/pbg.yaml')!),
      {
        known: before,
      },
    )
    expect(moved.faults).toMatchObject([{ file: path, message: expect.stringContaining('pbg') }])
  })

  it('writes a letter with the contact’s name, numbered requirements, legal basis and the office', () => {
    const { text, title, legalBasis } = answer('sip-dokter/persyaratan', 'email')
    expect(text).toMatch(/^Yth\. Bapak\/Ibu Budi Santoso,\n/)
    expect(text).toContain('\n1. Surat permohonan\n2. KTP pemohon\n')
    expect(text).toContain('Dasar hukum: UU 17/2023 tentang Kesehatan;')
    expect(text).toContain('nomor tiket 26-00042')
    expect(text).toContain(library.office.name)
    expect(title).toBe('Persyaratan: Surat Izin Praktik Dokter (umum)')
    expect(legalBasis).toContain('UU 17/2023 tentang Kesehatan')
  })

  it('answers a chat in the same words without the frame of a letter', () => {
    const { text } = answer('iptm-perpanjangan/biaya', 'chat')
    expect(text).toBe(
      'Mengenai Perpanjangan Izin Penggunaan Tanah Makam (IPTM), ketentuan biayanya: tidak dipungut biaya sejak ' +
        'berlakunya Perda DKI 1/2024; perpanjangan setiap 3 tahun tetap wajib.',
    )
  })

  it('keeps every SMS within three segments and says how much was left out and where to read on', () => {
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const language of languages)
          expect(smsSegments(answer(`${service}/${topic}`, 'sms', language).text)).toBeLessThanOrEqual(3)
    const { text } = answer('sip-dokter/persyaratan', 'sms')
    expect(text).toMatch(/dan \d syarat lain\./)
    expect(text).toContain('1500164')
  })

  it('speaks in short sentences: three items of a list, no address, no sign, an offer at the end', () => {
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const language of languages) {
          const { text } = answer(`${service}/${topic}`, 'voice', language)
          expect(text).not.toMatch(/https?:|\.go\.id|[/()[\]{}@\n]|Rp\d|\d\.\d/)
          expect(text.length).toBeLessThanOrEqual(700)
          expect(text).toMatch(
            /\. (?:Ada lagi yang dapat kami bantu|Is there anything else we can help you with)\?$/,
          )
        }
    expect(answer('pbg/persyaratan', 'voice').text).toBe(
      'Mengenai Persetujuan Bangunan Gedung, ada 7 hal yang perlu Bapak atau Ibu siapkan. KTP pemilik. IRK dari ' +
        'Jakarta Satu. Bukti tanah, sertifikat, atau girik dengan AJB dan pernyataan tidak sengketa. Dan 4 hal lagi, ' +
        'yang dapat kami kirimkan lewat SMS atau WhatsApp. Ada lagi yang dapat kami bantu?',
    )
    expect(answer('skck/biaya', 'voice').text).toContain('Tiga puluh ribu rupiah.')
    expect(answer('pbg/persyaratan', 'video').text).toBe(answer('pbg/persyaratan', 'chat').text)
  })

  it('writes no double full stop, no doubled space and no sentence that begins in a small letter', () => {
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const channel of ['email', 'chat', 'sms', 'voice'] as const)
          for (const language of languages) {
            const { text } = answer(`${service}/${topic}`, channel, language)
            expect(text).not.toMatch(/ {2}|\.\s?\.|\s[,.;]|[,;:][.,;]|\n{3}/)
            expect(text).not.toMatch(/(?:^|[.!?]\s+)(?!(?:dan|and) \d)[a-z]/)
          }
  })

  it('names a service in a sentence as a sentence does, and gives a list of one no number', () => {
    expect(answer('jakevo-lupa-password/persyaratan', 'chat').text).toMatch(
      /^Mengenai lupa kata sandi\/akun JakEVO terkunci, berikut[^]+\n\nNIK dan e-mail terdaftar\.\n/,
    )
    expect(answer('imb-lama/biaya', 'chat').text).toContain('bahwa Izin Mendirikan Bangunan (IMB) lama kini')
    expect(answer('izin-apotek/prosedur', 'email').text).toMatch(
      /mengenai izin apotek,[^]+: Permenkes 14\/2021;/,
    )
    expect(answer('izin-apotek/prosedur', 'sms').text).toMatch(/^Langkah izin apotek: ajukan KBLI apotek/)
  })

  it('ends a chat and an SMS with the service’s own page, where the server has an address', () => {
    const linked = loadLibrary(undefined, { today, baseUrl: 'https://bantuan-perizinan.jakarta.go.id/' })
    for (const service of library.services.keys())
      for (const topic of topics)
        for (const [language, tail] of [
          ['id', ''],
          ['en', '?lang=en'],
        ] as const) {
          const page = `https://bantuan-perizinan.jakarta.go.id/layanan/${service}${tail}`
          const text = (channel: 'chat' | 'sms' | 'voice' | 'email') =>
            linked.answer(`${service}/${topic}`, { channel, language, slots })?.text ?? ''
          expect(smsSegments(text('sms'))).toBeLessThanOrEqual(3)
          expect(text('sms').endsWith(`${language === 'id' ? 'Selengkapnya' : 'More'}: ${page}`)).toBe(true)
          expect(text('chat').split(page)).toHaveLength(2)
          expect(text('voice') + text('email')).not.toContain('/layanan/')
        }
    const chat = linked.answer('sip-dokter/persyaratan', { channel: 'chat', language: 'id' })?.text
    expect(chat).toMatch(
      /\n6\. Ijazah\n\ndan 4 lagi di: https:\/\/bantuan-perizinan\.jakarta\.go\.id\/layanan\/sip-dokter\n/,
    )
    expect(answer('sip-dokter/persyaratan', 'chat').text).toContain('\n10. ')
  })

  it('greets a contact without a name naturally and does not count the name as missing', () => {
    const plain = library.answer('pbg/biaya', {
      language: 'id',
      channel: 'email',
      slots: { ticketNumber: '1' },
    })
    expect(plain?.text).toMatch(/^Yth\. Bapak\/Ibu,\n/)
    expect(plain?.missingSlots).toEqual([])
    const english = library.answer('pbg/biaya', { language: 'en', channel: 'email' })
    expect(english?.text).toMatch(/^Dear Sir or Madam,\n/)
  })

  it('shows a slot that is not filled and names it', () => {
    const open = library.answer('pbg/biaya', { language: 'id', channel: 'email' })
    expect(open?.missingSlots).toEqual(['ticketNumber'])
    expect(unresolved(open?.text ?? '')).toEqual(['[[ticketNumber]]'])
  })

  it('states in English that the official terms are Indonesian', () => {
    expect(answer('sip-dokter/persyaratan', 'chat', 'en').text).toContain('official terms are in Indonesian')
  })

  it('puts an unconfirmed fact carefully in every form, and the law that a letter adds as well', () => {
    for (const channel of channels)
      expect(answer('krk-irk/waktu', channel).text).toMatch(/ohon pastikan kembali/)
    const letter = answer('surat-keterangan-riwayat-tanah/persyaratan', 'email')
    expect(letter.verified).toBe(false)
    expect(letter.text).toContain('mohon pastikan kembali')
    expect(answer('surat-keterangan-riwayat-tanah/persyaratan', 'chat').verified).toBe(true)
  })

  it('marks an unconfirmed fact for agents and puts it carefully to citizens', () => {
    const weak = answer('krk-irk/waktu', 'chat')
    expect(weak.verified).toBe(false)
    expect(weak.text).toContain('mohon pastikan kembali')
    const sound = answer('iptm-perpanjangan/biaya', 'chat')
    expect(sound.verified).toBe(true)
    expect(sound.text).not.toContain('mohon pastikan kembali')
  })

  it('says when the office has no figure, and invents none', () => {
    expect(answer('sip-dokter/waktu', 'chat').text).toContain('belum dapat kami pastikan')
    expect(answer('jakevo-akun/masa-berlaku', 'chat').text).toContain('Tidak ada masa berlaku tersendiri')
  })

  it('says what replaced a superseded or expired service, and never states an expired rule', () => {
    const old = answer('siup-tdp-lama/prosedur', 'chat')
    expect(old.status).toBe('superseded')
    expect(old.text).toMatch(
      /digantikan oleh Nomor Induk Berusaha \(NIB\).+melalui OSS-RBA \(https:\/\/oss\.go\.id\)\./,
    )
    const gone = answer('protokol-covid-psbb/persyaratan', 'email')
    expect(gone.status).toBe('expired')
    expect(gone.text).toContain('sudah tidak berlaku')
    expect(gone.text).toContain('sampai dengan 30 Desember 2022')
    expect(gone.text).not.toContain('Masker')
  })

  it('lets an active service expire on its day and notes an overdue review', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', 'validUntil: null', 'validUntil: 2027-01-31')
    const on = (day: string) =>
      loadLibrary(dir, { today: () => day }).answer('paspor/biaya', { language: 'id', channel: 'chat' })
    expect(on('2027-01-31')?.status).toBe('active')
    expect(on('2027-02-01')?.status).toBe('expired')
    expect(on('2026-11-24')?.overdue).toBe(false)
    expect(on('2030-01-01')?.overdue).toBe(true)
  })

  it('gives no answer for an unknown service, topic or a shape that is none', () => {
    for (const id of ['', '/', 'pbg', 'pbg/', 'pbg/harga', 'nope/biaya', 'pbg/biaya/x', '__proto__/biaya']) {
      expect(library.hasAnswer(id)).toBe(false)
      expect(library.answer(id, { language: 'id', channel: 'chat' })).toBeNull()
    }
    expect(library.hasAnswer('pbg/biaya')).toBe(true)
  })

  it('changes the version with what it says in any form or language, and with nothing else', () => {
    const { dir, replace } = copyLibrary()
    const version = (channel: 'chat' | 'sms' = 'chat', baseUrl = '') =>
      loadLibrary(dir, { today, baseUrl }).answer('pbg/biaya', { language: 'id', channel })?.version
    const first = version()
    expect(first).toMatch(/^[0-9a-f]{12}$/)
    replace('catalogue/pbg.yaml', 'note: PP 16/2021', 'note: sudah dicek')
    replace('catalogue/pbg.yaml', 'aliases:', 'aliases: # sebutan warga')
    replace('answers/id/biaya.mustache', '{{#fee.known}}', '{{! biaya }}\n{{#fee.known}}')
    replace('answers/id/waktu.mustache', 'Menjawab', 'Untuk menjawab')
    replace('catalogue/pbg.yaml', '- KTP pemilik', '- KTP pemilik tanah')
    expect([version(), version('sms'), version('chat', 'https://tanya.example.go.id')]).toEqual([
      first,
      first,
      first,
    ])
    const seen = [first]
    replace('catalogue/pbg.yaml', 'Ada retribusi PBG', 'Dikenakan retribusi PBG')
    seen.push(version())
    replace('answers/en/biaya.mustache', 'Fee, {{', 'Fees, {{')
    seen.push(version())
    replace('office.yaml', '1500164', '1500165')
    seen.push(version())
    replace('catalogue/pbg.yaml', 'validUntil: null', 'validUntil: 2026-11-23')
    seen.push(version())
    expect(new Set(seen).size).toBe(5)
  })

  it('gives an answer that ends overnight another version in the morning', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', 'validUntil: null', 'validUntil: 2026-11-24')
    let day = '2026-11-24'
    const dated = loadLibrary(dir, { today: () => day })
    const version = () => dated.answer('paspor/biaya', { language: 'id', channel: 'chat' })?.version
    const before = version()
    expect(version()).toBe(before)
    day = '2026-11-25'
    expect(version()).not.toBe(before)
  })

  it('takes the office’s particulars from its own file', () => {
    const { dir, replace } = copyLibrary()
    replace('office.yaml', '1500164', '1500999')
    const changed = loadLibrary(dir, { today }).answer('pbg/biaya', { language: 'id', channel: 'sms' })
    expect(changed?.text).toContain('1500999')
  })

  it('takes a hostile name as mere text', () => {
    const contactName = '{{office.phone}} [[date]]\n<b>Budi</b>' + 'x'.repeat(1000)
    const found = library.answer('pbg/biaya', {
      language: 'id',
      channel: 'email',
      slots: { contactName, ticketNumber: '1' },
    })
    expect(unresolved(found?.text ?? '')).toEqual([])
    expect(found?.text.split('\n')[0]).toMatch(/^Yth\. Bapak\/Ibu office\.phone date <b>Budi<\/b>x+,$/)
    expect(found?.text.split('\n')[0]?.length).toBeLessThan(130)
  })
})

describe('a broken file stops the loading with file, line and reason', () => {
  const failure = (dir: string) => {
    try {
      loadLibrary(dir, { today })
    } catch (error) {
      if (error instanceof LibraryError) return error.faults
    }
    throw new Error('the library loaded')
  }

  it('for YAML that is none', () => {
    const { dir, replace } = copyLibrary()
    const line = replace('catalogue/pbg.yaml', 'agency: ', 'agency: "open ')
    const [fault] = failure(dir)
    expect(fault?.file).toMatch(/catalogue\/pbg\.yaml$/)
    expect(fault?.line).toBeGreaterThanOrEqual(line)
    expect(fault?.message).not.toBe('')
  })

  it('for a value of the wrong kind', () => {
    const { dir, replace } = copyLibrary()
    const line = replace('catalogue/pbg.yaml', 'status: active', 'status: aktif')
    const [fault] = failure(dir)
    expect(fault).toMatchObject({ line, message: expect.stringContaining('status') })
    expect(() => loadLibrary(dir, { today })).toThrow(`catalogue/pbg.yaml:${line}: status`)
  })

  it('for a date that is none, an unknown key, a footnote without a source and a foreign id', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', 'validUntil: null', 'validUntil: 2027-02-30')
    replace('catalogue/skck.yaml', 'status: active', 'status: active\ncolour: red')
    replace('catalogue/spp-irt.yaml', 'sources: all', 'sources: [99, 1]')
    replace('catalogue/stnk-5-tahunan.yaml', 'id: stnk-5', 'id: stnk-6')
    const messages = failure(dir).map(({ message }) => message)
    expect(messages).toEqual([
      expect.stringContaining('validUntil'),
      expect.stringContaining('colour'),
      expect.stringContaining('footnote'),
      expect.stringContaining('the file is called stnk-5-tahunan.yaml'),
    ])
  })

  it('for aliases that would blow up', () => {
    const { dir, replace } = copyLibrary()
    const line = replace('catalogue/pbg.yaml', 'names:', 'x: &x [1]\ny: [*x, *x]\nnames:')
    expect(failure(dir)[0]).toMatchObject({ line: line + 1, message: 'aliases exceeded maxAliases (0)' })
  })

  it('for a template that is not closed, names a stranger, or is missing', () => {
    const { dir, replace, remove, write } = copyLibrary()
    const line = replace('answers/id/biaya.mustache', '{{/fee.known}}', '{{/fee.unknown}}')
    write('answers/en/umum.mustache', 'Hello\n{{service.nmae}} {{{service.name}}} {{> nowhere}}\n')
    write('answers/en/harga.mustache', 'x')
    remove('answers/en/waktu.mustache')
    const faults = failure(dir)
    const at = (file: string) => faults.filter((fault) => fault.file.endsWith(file))
    expect(at('id/biaya.mustache')[0]).toMatchObject({ line, message: expect.stringContaining('section') })
    expect(at('en/umum.mustache').map((fault) => [fault.line, fault.message])).toEqual([
      [2, '{{service.nmae}} is not a variable'],
      [2, '{{{service.name}}} is a raw tag; write {{service.name}}'],
      [2, 'there is no partial called nowhere'],
    ])
    expect(at('en/waktu.mustache')[0]?.message).toBe('this text is missing')
    expect(at('en/harga.mustache')[0]?.message).toBe('harga is not a topic')
  })

  it('for a partial that leads back to itself, directly or in a circle', () => {
    const { dir, write } = copyLibrary()
    write('answers/id/partials/ask.mustache', 'Tanya\n{{> ask}}')
    write('answers/en/partials/ask.mustache', 'Ask {{> careful}}')
    write('answers/en/partials/careful.mustache', '\n\n{{> ask}}')
    expect(failure(dir).map(({ file, line, message }) => [file.slice(-24), line, message])).toEqual([
      ['id/partials/ask.mustache', 2, '{{> ask}} leads back to itself'],
      ['artials/careful.mustache', 3, '{{> ask}} leads back to itself'],
      ['en/partials/ask.mustache', 1, '{{> careful}} leads back to itself'],
    ])
  })

  it('for partials that multiply without end', () => {
    const { dir, write } = copyLibrary()
    for (let i = 0; i < 30; i++)
      write(`answers/id/partials/p${i}.mustache`, i < 29 ? `{{> p${i + 1}}}{{> p${i + 1}}}` : 'x')
    write('answers/id/umum.mustache', 'Informasi umum {{> p0}}')
    const [fault] = failure(dir)
    expect(fault).toMatchObject({
      file: expect.stringMatching(/id\/umum/),
      message: 'uses more than 200 partials',
    })
  })

  it('for a partial that does not find its variables where it is used', () => {
    const { dir, write } = copyLibrary()
    write('answers/id/partials/item.mustache', '{{number}}. {{text}}')
    write('answers/id/umum.mustache', '{{#steps.items}}{{> item}}{{/steps.items}} sudah lengkap')
    expect(loadLibrary(dir, { today }).hasAnswer('pbg/umum')).toBe(true)
    write('answers/id/umum.mustache', '{{#steps}}{{> item}}{{/steps}}')
    expect(failure(dir).map(({ file, message }) => [file.slice(-21), message])).toEqual([
      ['artials/item.mustache', '{{number}} is not a variable'],
      ['artials/item.mustache', '{{text}} is not a variable'],
    ])
  })

  it('for a template that reaches behind the view', () => {
    const { dir, write } = copyLibrary()
    write('answers/id/umum.mustache', '{{constructor}} {{service.constructor.name}} {{service}} {{=<% %>=}}')
    expect(failure(dir).map(({ message }) => message)).toEqual([
      '{{constructor}} is not a variable',
      '{{service.constructor.name}} is not a variable',
      '{{service}} is not a text',
      'delimiters cannot be changed',
    ])
  })

  it('for a broken office', () => {
    const { dir, replace } = copyLibrary()
    const line = replace('office.yaml', 'mailbox: ', 'mailbox: not-an-address # ')
    expect(failure(dir)[0]).toMatchObject({ line, message: expect.stringContaining('mailbox') })
  })
})
