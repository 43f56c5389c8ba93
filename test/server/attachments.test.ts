import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '../../server/wire/attachment.ts'
import { openOffice, type Answer, type Client, type Office } from '../_office.ts'
import { ask, expectProblem } from './_ask.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'

const mib = 1024 * 1024

describe('an uploaded file', () => {
  let office: Office
  let sari: Client
  const upload = (filename: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    ask<Attachment>('POST', `${office.url}/api/v1/attachments?filename=${encodeURIComponent(filename)}`, {
      headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken, ...headers },
      body,
    })

  beforeAll(async () => {
    office = await openOffice({ MAIL_ADDRESS: mailbox })
    sari = await office.signIn()
  })
  afterAll(() => office.stop())

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['surat.txt', 'Yth. Bapak/Ibu\r\n\tterlampir …', 'text/plain'],
    ['daftar.CSV', 'nama;nomor\n', 'text/csv'],
    ['catatan.md', '# Judul', 'text/markdown'],
    ['tanpa-akhiran', 'halo', 'text/plain'],
    ['halaman.html', '<p>halo</p><script>alert(1)</script>', 'text/plain'],
    ['gambar.png', 'bukan gambar', 'text/plain'],
    ['surat.txt', 'GIF89a\u0001\u0000\u0001\u0000', 'image/gif'],
    ['surat.txt', new Uint8Array([0x61, 0, 0x62]), 'application/octet-stream'],
    ['surat.txt', new Uint8Array([0xff, 0xfe, 0x61]), 'application/octet-stream'],
  ])('%s is what its content is (case %#)', async (filename, body, contentType) => {
    const { status, body: kept } = await upload(filename, body)
    expect({ status, contentType: kept.contentType }).toEqual({ status: 201, contentType })
  })

  it('that is too large is a 413 its sender hears of, with its length told or not', async () => {
    const tooLarge = new Uint8Array(21 * mib)
    expectProblem(await upload('besar.bin', tooLarge), 413)
    expectProblem(await uploadUntold(tooLarge), 413)
    expect((await upload('pas.bin', new Uint8Array(20 * mib))).status).toBe(201)
  })

  it('goes by mail with others up to 18 MB together, which servers take', async () => {
    await sendMail(office.smtpPort, { from: 'budi@warga.example', subject: 'Minta peta', text: 'Petanya?' })
    const { id } = await ticketAbout(sari, 'Minta peta')
    const heavy = async (mb: number) => (await upload('peta.bin', new Uint8Array(mb * mib))).body.id
    const attachments = [await heavy(10), await heavy(9)]
    const refused = await sari.reply(id, 'Terlampir.', { attachments })
    expect(expectProblem(refused, 422)).toEqual(['attachments'])
    expect(await sari.messages(id)).toHaveLength(1)
    const taken = await sari.reply(id, 'Terlampir.', { attachments: [attachments[1], await heavy(9)] })
    expect(taken.status).toBe(201)
  })

  it('that is empty is a 400', async () => {
    expectProblem(await upload('kosong.txt', ''), 400)
  })

  /** In chunks, without a Content-Length. */
  function uploadUntold(content: Uint8Array): Promise<Answer<unknown>> {
    return new Promise((resolve, reject) => {
      const headers = { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken, 'transfer-encoding': 'chunked' }
      const sent = request(`${office.url}/api/v1/attachments?filename=x.bin`, { method: 'POST', headers })
      sent.on('error', reject)
      sent.on('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers({ 'content-type': response.headers['content-type'] ?? '' }),
            body: JSON.parse(text),
          }),
        )
      })
      sent.end(content)
    })
  }
})
