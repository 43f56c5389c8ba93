import { describe, expect, it } from 'vitest'
import { forwardedIn } from '../../../channels/email/forwarded.ts'
import { parseMail } from '../../../channels/email/parse.ts'

const read = async (subject: string, body: string, head = '') =>
  forwardedIn(
    await parseMail(Buffer.from(`From: Sari <sari@x.example>\nSubject: ${subject}\n${head}\n${body}`)),
  )

const tono = { name: 'Tono Warga', address: 'tono@gmail.com' }

describe('a mail within a mail', () => {
  it.each([
    [
      'Gmail',
      'Fwd: Izin',
      'Tolong ya.\n\n---------- Forwarded message ---------\nDari: Tono Warga <Tono@gmail.com>\nDate: Rab, 25 Nov 2026 pukul 10.00\nSubject: Re: Izin reklame\nTo: <sari@x.example>\n\n\nSaya mau izin.\n',
    ],
    [
      'Outlook',
      'FW: Izin',
      'Tolong ya.\n\n________________________________\nDari: Tono Warga <tono@gmail.com<mailto:tono@gmail.com>>\nDikirim: Rabu, 25 November 2026 10:00\nKepada: Sari\nPerihal: Izin reklame\n\nSaya mau izin.\n',
    ],
    [
      'an older Outlook',
      'FW: Izin',
      'Tolong ya.\n\n-----Original Message-----\nFrom: Tono Warga [mailto:tono@gmail.com]\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Sari\nSubject: Izin reklame\n\nSaya mau izin.\n',
    ],
    [
      'an iPhone',
      'Fwd: Izin',
      'Tolong ya.\n\nAwal pesan yang diteruskan:\n\n> Dari: Tono Warga <tono@gmail.com>\n> Perihal: Izin reklame\n> Tanggal: 25 November 2026 10.00.00 WIB\n> Kepada: sari\n> \n> Saya mau izin.\n',
    ],
    [
      'Yahoo',
      'Trs: Izin',
      'Tolong ya.\n\n----- Pesan Terusan -----\nDari: "Tono Warga" <tono@gmail.com>\nKepada: sari\nDikirim: Rabu, 25 November 2026 10.00.00 WIB\nJudul: Izin reklame\n\nSaya mau izin.\n',
    ],
  ])('as %s passes it on', async (_program, subject, body) => {
    const expected = { from: tono, subject: 'Izin reklame', cover: 'Tolong ya.', text: 'Saya mau izin.' }
    expect(await read(subject, body)).toEqual(expected)
  })

  it('as an attachment', async () => {
    const part = 'From: Tono Warga <tono@gmail.com>\nSubject: Izin reklame\n\nSaya mau izin.\n'
    const mail = (...parts: string[]) =>
      [
        '--b\n\nTolong ya.\n',
        ...parts.map((one) => `--b\nContent-Type: message/rfc822\n\n${one}`),
        '--b--',
      ].join('\n')
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n'
    const expected = { from: tono, subject: 'Izin reklame', cover: 'Tolong ya.', text: 'Saya mau izin.' }
    expect(await read('Fwd: Izin', mail(part), head)).toEqual(expected)
    expect(await read('Fwd: Izin', mail(part, part), head)).toBeNull()
  })

  it.each([
    [
      'that names no address',
      'Fwd: Izin',
      'From: Tono\nSent: Wednesday\nTo: Sari\nSubject: Izin\n\nSaya mau izin.\n',
    ],
    ['that is not there', 'Fwd: Izin', 'Saya mau izin.\n'],
    [
      'that is an answer’s quotation',
      'Re: Izin',
      'Ya.\n\nFrom: Tono <tono@gmail.com>\nSent: Wed\nTo: Sari\nSubject: Izin\n\nApa?\n',
    ],
  ])('is none %s', async (_what, subject, body) => {
    expect(await read(subject, body)).toBeNull()
  })

  it('is found in linear time', async () => {
    const begun = performance.now()
    await read('Fwd: x', 'From: a\n'.repeat(200_000))
    await read('Fwd: x', `${'>'.repeat(100_000)}\n${' '.repeat(500_000)}\n`)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
