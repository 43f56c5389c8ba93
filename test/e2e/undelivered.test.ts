/** A mail server that refuses, or sends an answer back: the agent sees it in the list and in the thread. */
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { messageIdIn, sendBounce } from '../server/_mail-office.ts'
import { signInAt } from './_desk.ts'

const mailbox = 'layanan@dpmptsp.example'
let office: Office
let sink: SmtpSink

beforeAll(async () => {
  sink = await startSmtpSink()
  office = await openOffice({ SMTP_URL: sink.url, MAIL_ADDRESS: mailbox })
})
afterAll(async () => {
  await office.stop()
  await sink.stop()
})

it('marks a ticket whose answer failed, says that it was tried again, and forgets it once it went', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: office.smtpPort, ignoreTLS: true })
  const from = 'Budi <budi@example.org>'
  await transport.sendMail({ from, to: mailbox, subject: 'krk', text: 'Berapa lama?' })
  const browser = await openBrowser()
  try {
    const { page } = await visit(browser, `${office.url}/desk/`)
    await signInAt(page)
    const row = page.getByRole('link', { name: /Budi/ })
    await row.click()
    sink.behave('550-rcpt')
    await page.getByRole('textbox', { name: 'Tulis balasan' }).fill('14 hari kerja.')
    await page.getByRole('button', { name: 'Kirim balasan' }).click()
    await row.getByText('Gagal terkirim').waitFor()
    await expectAccessible(page)
    const again = page.getByRole('button', { name: 'Kirim lagi' })
    await again.click()
    await page.getByText(/Sudah dicoba lagi pukul/).waitFor()
    sink.behave('accept')
    await again.click()
    await page.locator('.delivery[data-state="sent"]').getByText('Terkirim').waitFor()
    await row.getByText('Gagal terkirim').waitFor({ state: 'detached' })
    expect(sink.mails).toHaveLength(1)
    const messageId = messageIdIn(sink.mails[0]?.raw)
    const report = { messageId, recipient: 'budi@example.org', status: '5.1.1', to: mailbox }
    await sendBounce(office.smtpPort, report)
    await page.getByText(/Surel terakhir ke budi@example\.org dikembalikan: .*tidak dikenal/).waitFor()
    await expectAccessible(page)
  } finally {
    await browser.close()
  }
})
