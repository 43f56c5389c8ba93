import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mask, anonymise } from '../../templates/suggest/masking.ts'

describe('masking', () => {
  it.each([
    ['NIK saya 3174051203900001 kok ditolak', 'NIK saya ••• kok ditolak'],
    ['NIK 3174 0512 0390 0001, mohon dicek', 'NIK •••, mohon dicek'],
    ['nik 31.74.05.120390.0001', 'nik •••'],
    ['hubungi 0812-3456-7890 atau (021) 1500164 ya', 'hubungi ••• atau ••• ya'],
    ['wa +62 812 3456 7890', 'wa •••'],
    ['kirim ke budi.santoso+izin@contoh.co.id', 'kirim ke •••'],
    ['ig saya @budi_s, web https://contoh.id/u/budi?x=1', 'ig saya ••• web •••'],
    ['berkas 503/B.12/31.74.05/2026 belum terbit', 'berkas ••• belum terbit'],
    ['pengajuan PBG-317405-01092026-001 dan tiket 26-00042', 'pengajuan ••• dan tiket •••'],
    ['kode JKV-2931 tidak ketemu', 'kode ••• tidak ketemu'],
    ['motor B 6123 XYZ dan B1234AB', 'motor ••• dan •••'],
    ['paspor C1234567', 'paspor •••'],
    ['lahir 12-03-1990', 'lahir •••'],
    ['１２３４５６７８９０', '•••'],
    ['08​12​345​6789', '•••'],
    ['Nama saya Budi Santoso, mau urus PBG', 'Nama saya •••, mau urus PBG'],
    ['izin atas nama Siti Aminah di Pak Rahmat', 'izin atas nama ••• di Pak •••'],
  ])('turns “%s” into “%s”', (text, masked) => {
    expect(anonymise(text)).toBe(masked)
  })

  it.each([
    'berapa biaya pbg 2 lantai 120 m2 tahun 2026?',
    'pasal 12 PP 5 Tahun 2021 itu apa',
    'nama saya salah ketik di sertifikat',
    'jam 8 sampai jam 15, RT 05 RW 10',
    'syarat IPTM/IMB di Jl. Kebon Sirih',
  ])('leaves “%s” as it is', (text) => {
    expect(anonymise(text)).toBe(text)
  })

  it('masks the contact’s own name wherever it stands and however it is written', () => {
    const names = ['Dr. Andi Ñoño-Wijaya', 'Al']
    expect(anonymise('saya andi, ANDI wijaya. Alamat Ñoño al', names)).toBe('saya •••. Alamat ••• al')
  })

  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 18 })
  const joints = fc.array(fc.constantFrom('', '', '', ' ', '-', '.', ' - ', '\n'), {
    minLength: 18,
    maxLength: 18,
  })
  const words = fc.array(fc.constantFrom('mau', 'tanya', 'izin', 'NIK', 'tlp:', 'hp', '(', 'no.', '\n'), {
    maxLength: 6,
  })

  it('leaves no five digits of a number, whatever stands in and around it', () => {
    fc.assert(
      fc.property(digits, joints, words, words, (number, between, before, after) => {
        const written = number.map((digit, at) => `${digit}${between[at] ?? ''}`).join('')
        const masked = anonymise([...before, written, ...after].join(' '))
        expect(masked.match(/\d/g)?.length ?? 0).toBeLessThan(5)
        expect(masked).toContain(mask)
      }),
    )
  })

  it('changes nothing the second time, whatever is written', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    )
    fc.assert(
      fc.property(texts, fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }), (text, names) => {
        const once = anonymise(text, names)
        expect(anonymise(once, names)).toBe(once)
      }),
    )
  })

  it('takes a text of any length, cuts no number in two, and stays quick', () => {
    const long = [
      `${'a '.repeat(2995)}0812 3456 7890`,
      `${'x'.repeat(5995)} 3174051203900001`,
      '1'.repeat(1_000_000),
      '('.repeat(1_000_000),
      '1 '.repeat(500_000),
      'a@'.repeat(500_000),
      'A-1/'.repeat(250_000),
      'Pak '.repeat(250_000),
      '•••'.repeat(300_000),
    ]
    for (const text of long) {
      const start = performance.now()
      const masked = anonymise(text, ['Budi'])
      expect(performance.now() - start).toBeLessThan(500)
      expect(masked).not.toMatch(/\d{2}/)
    }
  })
})
