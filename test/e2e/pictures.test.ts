/** Pictures of a mail: those that came with it stand in their places, those from the internet wait to be asked for. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Office } from '../_office.ts'
import { signInAt } from './_desk.ts'

const mailbox = 'layanan@dpmptsp.example'
/** One pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const asked: string[] = []
const elsewhere = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.setHeader('Content-Type', 'image/gif')
  response.end(pixel)
})
let office: Office

beforeAll(async () => {
  office = await openOffice({ MAIL_ADDRESS: mailbox })
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  await office.stop()
  elsewhere.close()
})

it('shows the scan that came along, and asks nobody for the spy’s picture before the agent does', async () => {
  const spy = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/dibaca.gif`
  const transport = createTransport({ host: '127.0.0.1', port: office.smtpPort, ignoreTLS: true })
  await transport.sendMail({
    from: 'Budi <budi@example.org>',
    to: mailbox,
    subject: 'Foto KTP',
    html: `<p>Ini KTP saya:</p><img alt="KTP" src="cid:ktp%2B1@x"><img alt="logo" src="${spy}"><img alt="denah" width="2000" height="1000" src="cid:ktp%2B1@x">`,
    attachments: [{ filename: 'ktp.gif', content: pixel, contentType: 'image/gif', cid: 'ktp+1@x' }],
  })
  const browser = await openBrowser()
  try {
    const { page, complaints } = await visit(browser, `${office.url}/desk/`)
    await signInAt(page)
    await page.getByRole('link', { name: /Budi/ }).click()
    await page.getByRole('button', { name: 'Tampilkan HTML' }).click()
    const mail = page.frameLocator('.html-frame')
    const width = (name: string) =>
      mail.getByAltText(name).evaluate((image) => (image as HTMLImageElement).naturalWidth)
    await waitFor(async () => (await width('KTP')) === 1, 'the scan', 10_000)
    expect(asked).toEqual([])
    // What is wider than the thread is made smaller, not cut off.
    const plan = await mail.getByAltText('denah').evaluate((image) => ({
      width: image.clientWidth,
      ratio: image.clientWidth / image.clientHeight,
      room: document.documentElement.clientWidth,
      page: document.documentElement.scrollWidth,
    }))
    expect(plan.page).toBe(plan.room)
    expect(plan.width).toBeGreaterThan(200)
    expect(plan.ratio).toBeCloseTo(2, 1)
    await page.getByRole('button', { name: 'Tampilkan gambar' }).click()
    await waitFor(async () => (await width('logo')) === 1, 'the picture from elsewhere', 10_000)
    expect(asked).toEqual(['/dibaca.gif'])
    expect(complaints.filter((words) => !/401/.test(words))).toEqual([])
  } finally {
    await browser.close()
  }
})
