/** An answer that is undone right after sending, one that goes later, and what an officer does with them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail, ticketAbout } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'

/** Long enough for a slow machine to undo in. */
const undoSeconds = 12
let office: Office
let sink: SmtpSink
let browser: Browser
let desk: Visit
let page: Page
let sari: Client

beforeAll(async () => {
  sink = await startSmtpSink()
  office = await openOffice({
    SMTP_URL: sink.url,
    MAIL_ADDRESS: mailbox,
    UNDO_SECONDS: String(undoSeconds),
    LOG_LEVEL: 'silent',
  })
  sari = await office.signIn()
  browser = await openBrowser()
  for (const name of ['Budi', 'Rina', 'Tono'])
    await sendMail(office.smtpPort, {
      from: `${name} <${name.toLowerCase()}@warga.example>`,
      subject: `Pertanyaan ${name}`,
      text: 'Berapa biayanya?',
    })
  desk = await visit(browser, `${office.url}/desk/`, { timezoneId: 'Asia/Jakarta' })
  page = desk.page
  await signInAt(page)
  await row('Budi').waitFor()
  desk.complaints.length = 0 // the browser notes the 401 on the way here
})
afterAll(async () => {
  await browser.close()
  await office.stop()
  await sink.stop()
})

const row = (name: string) => page.getByRole('link', { name: new RegExp(name) })
const field = () => page.getByRole('textbox', { name: 'Tulis balasan' })
const undo = () =>
  page.getByRole('region', { name: 'Segera dikirim' }).getByRole('button', { name: 'Urungkan' })
const waiting = () => page.locator('.later[data-state="scheduled"]')
/** Further in, an answer is only quoted by a later one. */
const took = (text: string) => sink.mails.filter(({ raw }) => raw.toString().includes(`\r\n${text}`)).length

async function option(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Pilihan kirim' }).click()
  await page.getByRole('button', { name }).click()
}

it('takes back by a click what was just sent, with its words', async () => {
  await row('Budi').click()
  await field().fill('Biayanya Rp1.')
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await undo().waitFor()
  await page.getByRole('status').filter({ hasText: 'Tekan Z untuk mengurungkan' }).waitFor()
  await expectAccessible(page)
  await undo().click()
  await undo().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Biayanya Rp1.')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  expect(await page.locator('.message--outbound').count()).toBe(0)
})

it('by Ctrl+Z in the emptied field, and by Z anywhere else', async () => {
  await field().press('Control+Enter')
  await undo().waitFor()
  await field().press('Control+z')
  await undo().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Biayanya Rp1.')
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await undo().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('z')
  await undo().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Biayanya Rp1.')
})

it('shows the way back until the words are back, and takes it once', async () => {
  await field().press('Control+Enter')
  await undo().waitFor()
  let asked = 0
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const isDone = new Promise<void>((resolve) => {
    void page.route('**/cancel', async (route) => {
      asked += 1
      const response = await route.fetch()
      resolve()
      await answered
      await route.fulfill({ response })
    })
  })
  await undo().click()
  await isDone
  // By the socket, the event that it was taken back comes before this one.
  const { id } = await ticketAbout(sari, 'Pertanyaan Budi')
  await sari.request('POST', `/tickets/${id}/notes`, { text: 'Sedang dicek.' })
  await page.getByText('Sedang dicek.').waitFor()
  await undo().click()
  answer()
  await undo().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Biayanya Rp1.')
  expect(asked).toBe(1)
  await page.unroute('**/cancel')
})

it('goes on to the next ticket after “send and solve”, and comes back when that is undone', async () => {
  await option('Kirim & tandai selesai')
  await page.getByText('lalu ditandai selesai').waitFor()
  await page.getByRole('heading', { name: 'Pertanyaan Budi' }).waitFor({ state: 'detached' })
  await undo().click()
  await page.getByRole('heading', { name: 'Pertanyaan Budi' }).waitFor()
  await waitFor(async () => (await field().inputValue()) === 'Biayanya Rp1.', 'the words')
  expect((await ticketAbout(sari, 'Pertanyaan Budi')).status).toBe('open')
})

it('sends by itself what nobody undoes, also when the window is closed', async () => {
  const other = await page.context().newPage()
  other.setDefaultTimeout(15_000)
  const { id } = await ticketAbout(sari, 'Pertanyaan Rina')
  await other.goto(`${office.url}/desk/#/open/${id}`)
  await other.getByRole('textbox', { name: 'Tulis balasan' }).fill('Tidak dipungut biaya.')
  await other.getByRole('button', { name: 'Kirim balasan' }).click()
  await other.getByRole('region', { name: 'Segera dikirim' }).waitFor()
  await other.close()
  expect(took('Tidak dipungut biaya.')).toBe(0)
  await waitFor(() => took('Tidak dipungut biaya.') === 1, 'the mail', (undoSeconds + 20) * 1000)
})

it('schedules for the next working morning, at another time, and takes that back', async () => {
  await row('Budi').click()
  await field().fill('Kami kabari besok.')
  await option('Kirim nanti…')
  const dialog = page.getByRole('dialog', { name: 'Kirim nanti' })
  await dialog.getByRole('button', { name: /Pagi hari kerja berikutnya/ }).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /Pagi hari kerja berikutnya/ }).click()
  await waiting()
    .getByText(/^Dijadwalkan .*08\.00$/)
    .waitFor()
  await row('Budi')
    .getByText(/^Dijadwalkan/)
    .waitFor()
  await expectAccessible(page)

  await waiting().getByRole('button', { name: 'Ubah' }).click()
  const local = await page.evaluate(() => {
    const inFiveDays = new Date(Date.now() + 5 * 86_400_000 - new Date().getTimezoneOffset() * 60_000)
    return `${inFiveDays.toISOString().slice(0, 10)}T09:41`
  })
  await dialog.getByLabel('Pilih waktu sendiri').fill(local)
  await dialog.getByRole('button', { name: 'Jadwalkan' }).click()
  await waiting()
    .getByText(/^Dijadwalkan .*09\.41$/)
    .waitFor()

  await waiting().getByRole('button', { name: 'Batalkan' }).click()
  await waiting().waitFor({ state: 'detached' })
  await waitFor(async () => (await field().inputValue()) === 'Kami kabari besok.', 'the words')
  await page.getByText('Anda menarik kembali balasan sebelum terkirim').waitFor()
  await expectAccessible(page)
})

it('holds back what the citizen has overtaken, and sends it when told to', async () => {
  await option('Kirim nanti…')
  await page.getByRole('button', { name: /Pagi hari kerja berikutnya/ }).click()
  await waiting().waitFor()
  const { number } = await ticketAbout(sari, 'Pertanyaan Budi')
  await sendMail(office.smtpPort, {
    from: 'Budi <budi@warga.example>',
    subject: `Re: Pertanyaan Budi [#${number}]`,
    text: 'Sudah saya temukan, terima kasih.',
  })
  await waiting()
    .getByText(/Tidak dikirim dengan sendirinya/)
    .waitFor()
  await row('Budi').getByText('Ditahan').waitFor()
  await expectAccessible(page)
  expect(took('Kami kabari besok.')).toBe(0)
  await waiting().getByRole('button', { name: 'Tetap kirim' }).click()
  await page.locator('.delivery[data-state="sent"]').waitFor()
  await waitFor(() => took('Kami kabari besok.') === 1, 'the mail')
})

it('lists what waits for its time in the sending queue, where it can be taken back', async () => {
  const { id, number } = await ticketAbout(sari, 'Pertanyaan Tono')
  await sari.reply(id, 'Senin saja.', { sendAt: new Date(Date.now() + 86_400_000).toISOString() })
  await page.goto(`${office.url}/desk/#/mail/outbox`)
  await page.getByRole('button', { name: /Terjadwal/ }).click()
  const item = page.getByRole('listitem').filter({ hasText: number })
  await item.getByText(/dijadwalkan/).waitFor()
  await expectAccessible(page)
  await item.getByRole('button', { name: `Batalkan: tiket ${number}` }).click()
  await page.getByRole('heading', { name: 'Pertanyaan Tono' }).waitFor()
  await waitFor(async () => (await field().inputValue()) === 'Senin saja.', 'the words')
  expect(took('Senin saja.')).toBe(0)
  expect(desk.complaints).toEqual([])
})
