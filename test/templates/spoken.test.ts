import { describe, expect, it } from 'vitest'
import { numberWords } from '../../templates/number-words.ts'
import { spoken } from '../../templates/spoken.ts'

describe('a number in words', () => {
  it.each([
    [0, 'nol', 'zero'],
    [10, 'sepuluh', 'ten'],
    [11, 'sebelas', 'eleven'],
    [19, 'sembilan belas', 'nineteen'],
    [20, 'dua puluh', 'twenty'],
    [42, 'empat puluh dua', 'forty-two'],
    [100, 'seratus', 'one hundred'],
    [110, 'seratus sepuluh', 'one hundred and ten'],
    [999, 'sembilan ratus sembilan puluh sembilan', 'nine hundred and ninety-nine'],
    [1_000, 'seribu', 'one thousand'],
    [1_100, 'seribu seratus', 'one thousand one hundred'],
    [2_001, 'dua ribu satu', 'two thousand one'],
    [37_500, 'tiga puluh tujuh ribu lima ratus', 'thirty-seven thousand five hundred'],
    [101_000, 'seratus satu ribu', 'one hundred and one thousand'],
    [350_000, 'tiga ratus lima puluh ribu', 'three hundred and fifty thousand'],
    [1_000_000, 'satu juta', 'one million'],
    [1_001_000, 'satu juta seribu', 'one million one thousand'],
    [2_500_000_000, 'dua miliar lima ratus juta', 'two billion five hundred million'],
  ])('%i', (number, indonesian, english) => {
    expect(numberWords(number, 'id')).toBe(indonesian)
    expect(numberWords(number, 'en')).toBe(english)
  })
})

describe('a fact as it is said', () => {
  it.each([
    ['Rp350.000', 'tiga ratus lima puluh ribu rupiah'],
    [
      'sekitar Rp37.500-Rp60.000',
      'sekitar tiga puluh tujuh ribu lima ratus rupiah sampai enam puluh ribu rupiah',
    ],
    ['Perda DKI 1/2024', 'Perda DKI nomor 1 tahun 2024'],
    ['PP 46/2015 jo. 60/2015', 'Peraturan Pemerintah nomor 46 tahun 2015 juncto nomor 60 tahun 2015'],
    ['SE Menkes HK.02.01/MENKES/6/2024', 'Surat Edaran Menkes nomor HK 02 01 MENKES 6 tahun 2024'],
    ['SE Mendagri 503/6491/SJ Tahun 2019', 'Surat Edaran Mendagri nomor 503 6491 SJ Tahun 2019'],
    ['berlaku 5 Juni 2025', 'berlaku 5 Juni 2025'],
    ['KTP dan KK', 'KTP dan KK'],
    ['Rumah 3-4 lantai', 'Rumah 3 sampai 4 lantai'],
    ['Pas foto 4x6', 'Pas foto 4 kali 6'],
    ['KTP/NIK', 'KTP atau NIK'],
    ['Pengantar RT/RW', 'Pengantar RT RW'],
    ['Rp200.000 (R4+); ditambah PKB', 'dua ratus ribu rupiah, R4 ke atas. Ditambah PKB'],
    ['telepon 1500164', 'telepon satu lima nol nol satu enam empat'],
    ['pukul 07.30-16.00 WIB', 'pukul tujuh lewat tiga puluh menit sampai enam belas Waktu Indonesia Barat'],
    ['http://ptsp.jakarta.go.id/antrian/', 'ptsp titik jakarta titik go titik id'],
    ['OSS-RBA (https://oss.go.id) atau Amdalnet', 'OSS-RBA, oss titik go titik id, atau Amdalnet'],
    ['info.ptsp@jakarta.go.id', 'info titik ptsp at jakarta titik go titik id'],
    ['DM @layananjakarta', 'DM layananjakarta'],
  ])('%s', (written, said) => {
    expect(spoken(written, 'id')).toBe(said)
  })

  it('is found quickly, whatever stands there', () => {
    const began = performance.now()
    for (const piece of ['1.', 'A.', '1/', 'a-', '1', '(', ' '])
      expect(spoken(`x${piece.repeat(2_000)}/x`, 'id')).toContain('x')
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('has its amounts, laws and hours in the listener’s language, its own words in its own', () => {
    expect(spoken('Rp75.000 atau gratis/cuma-cuma (Perda DKI 1/2024)', 'en', 'id')).toBe(
      'seventy-five thousand rupiah atau gratis atau cuma-cuma, Jakarta Regional Regulation number 1 of 2024',
    )
    expect(spoken('07:30-16:00 Western Indonesia Time', 'en')).toBe(
      'seven thirty in the morning to four in the afternoon Western Indonesia Time',
    )
  })
})
