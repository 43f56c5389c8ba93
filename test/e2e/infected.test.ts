/** A virus in a file: seen and locked at the desk, and refused with words when an officer would send one. */
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { eicar, startClamd, type Clamd } from '../_clamd.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'

const mailbox = 'layanan@dpmptsp.example'

let clamd: Clamd
let office: Office
let sari: Client
let desk: Visit
let close: () => Promise<void>
beforeAll(async () => {
  clamd = await startClamd()
  office = await openOffice({ CLAMD_URL: clamd.url, MAIL_ADDRESS: mailbox, LOG_LEVEL: 'silent' })
  sari = await office.signIn()
  const transport = createTransport({ host: '127.0.0.1', port: office.smtpPort, ignoreTLS: true })
  await transport.sendMail({
    ...{ from: 'Budi <budi@example.org>', to: mailbox, subject: 'Berkas saya', text: 'Ini berkasnya.' },
    attachments: [{ filename: 'ktp.txt', content: eicar }],
  })
  const browser = await openBrowser()
  close = () => browser.close()
  desk = await visit(browser, 'about:blank')
  const [name = '', value = ''] = sari.cookie.split('=')
  await desk.page.context().addCookies([{ name, value, url: office.url }])
  await desk.page.goto(`${office.url}/desk/`)
})
afterAll(async () => {
  await close()
  await office.stop()
  clamd.stop()
})

it('marks the file that a citizen sent, and offers nothing to open', async () => {
  const { page } = desk
  await page.getByRole('link', { name: /Budi/ }).click()
  const file = page.locator('.message .attachments li')
  await file.getByText('Mengandung virus (Eicar-Test-Signature), dikunci').waitFor()
  await file.getByText('ktp.txt').waitFor()
  expect(await file.getByRole('link').count()).toBe(0)
  await expectAccessible(page)
})

it('tells the officer once which file of an answer is infected, and sends it without', async () => {
  const { page } = desk
  const [ticket] = await sari.tickets()
  const field = page.locator('.composer textarea')
  await field.fill('Formulirnya terlampir.')
  const before = clamd.scans
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'formulir.txt', mimeType: 'text/plain', buffer: Buffer.from(`${eicar}\n`) })
  await page.getByRole('button', { name: 'Hapus formulir.txt' }).waitFor()
  await waitFor(() => clamd.scans > before, 'the scan', 10_000)
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  const words =
    'Lampiran “formulir.txt” mengandung virus (Eicar-Test-Signature). Hapus dulu dari balasan ini.'
  const trouble = page.getByRole('alert').filter({ hasText: 'mengandung virus' })
  await trouble.waitFor()
  expect((await trouble.innerText()).trim()).toBe(`Balasan ditolak server: ${words}`)
  expect(await field.inputValue()).toBe('Formulirnya terlampir.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Hapus formulir.txt' }).click()
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await page.getByRole('log').getByText('Formulirnya terlampir.').waitFor()
  const sent = (await sari.messages(ticket?.id ?? 0)).at(-1)
  expect(sent).toMatchObject({ text: 'Formulirnya terlampir.', attachments: [] })
})
