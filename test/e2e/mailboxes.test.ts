/** A mailbox that is read, one that is not, and whether every mail is accounted for: what an admin sees at the desk. */
import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { expectAccessible, openBrowser, openPhone, visit, type Visit } from '../_browser.ts'
import { startDovecot, type Dovecot } from '../_dovecot.ts'
import { freePort, openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { addColleague } from '../server/_staff.ts'
import { signInAt } from './_desk.ts'

const mailOf = (number: number) =>
  [
    `From: Warga ${number} <warga${number}@example.org>`,
    'To: konsultasi@example.test',
    `Subject: Pertanyaan ${number}`,
    `Message-ID: <kotak${number}@example.org>`,
    '',
    'Halo.',
    '',
  ].join('\r\n')

let dovecot: Dovecot
let office: Office
let sari: Client
let browser: Browser
let desk: Visit
let page: Page

beforeAll(async () => {
  dovecot = await startDovecot()
  for (const number of [1, 2, 3]) await dovecot.deliver(mailOf(number))
  const lost = `imap://pengaduan%40example.test:x@127.0.0.1:${await freePort()}/INBOX`
  office = await openOffice({
    MAIL_ADDRESS: dovecot.address,
    IMAP_URL: `${dovecot.imapUrl} ${lost}`,
    IMAP_ALARM_MINUTES: '0.05',
    LOG_LEVEL: 'silent',
  })
  sari = await office.signIn()
  await waitFor(async () => (await sari.tickets()).length === 3, 'the mails', 30_000)
  browser = await openBrowser()
  desk = await visit(browser, `${office.url}/desk/`)
  page = desk.page
  await signInAt(page)
  await page.getByRole('link', { name: /Warga 1/ }).waitFor()
  desk.complaints.length = 0 // the browser notes the 401 on the way here
})
afterAll(async () => {
  await browser.close()
  await office.stop()
  await dovecot.stop()
})

it('calls everybody when no mail comes in, and leads to why', async () => {
  const phone = await openPhone(browser, office.url, await addColleague(office, 'Joko'))
  await waitFor(async () => (await fetch(`${office.url}/readyz`)).status === 503, 'the alarm', 10_000)
  await phone.goto(`${office.url}/desk/`)
  await phone.getByText(/Surel warga tidak masuk sejak .*pengaduan@example\.test/).waitFor()
  await phone.getByRole('link', { name: 'Lihat sebabnya' }).click()
  const box = phone.getByRole('listitem', { name: /pengaduan@example\.test/ })
  await box.getByText(/^Tidak berhasil sejak/).waitFor()
  await box.getByText(/Server surel tidak dapat dihubungi/).waitFor()
  await expectAccessible(phone)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  expect(await phone.getByRole('button', { name: /Lihat sekarang|Periksa sekarang/ }).count()).toBe(0)
  await phone.context().close()
})

it('says in people’s words how a mailbox is doing, and looks when told to', async () => {
  await page.goto(`${office.url}/desk/#/mail/mailboxes`)
  const box = page.getByRole('listitem', { name: /konsultasi@example\.test/ }).first()
  await box.getByText('Terhubung', { exact: true }).waitFor()
  await box.getByText('Surel baru diketahui seketika (IDLE).').waitFor()
  await box.getByText('UID 3').waitFor()
  await box.getByRole('button', { name: 'Lihat sekarang: konsultasi@example.test' }).click()
  await page.getByText('Sedang melihat ke konsultasi@example.test.').waitFor()
})

it('adds up what lies on the server, and takes in what is missing', async () => {
  const file = new SQLite(join(office.dataDir, 'tanya.db'))
  file.exec(`delete from mails where source like '%/;UID=2'`)
  file.close()
  await page.getByRole('button', { name: 'Periksa sekarang' }).click()
  const balance = page.getByRole('listitem', { name: /konsultasi@example\.test/ }).last()
  await balance.getByText('1 surel belum masuk').waitFor()
  const cells = async () => (await balance.getByRole('row').allInnerTexts()).slice(1)
  expect((await cells()).map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
    'Tiket baru 2',
    'Terlewat, belum masuk 1',
    'Jumlah 3',
    'Di server 3',
  ])
  await page.getByText('Seluruh log surel: 2').waitFor()
  await expectAccessible(page)
  await balance.getByRole('button', { name: /^Masukkan 1 surel/ }).click()
  await balance.getByText('Semua tercatat').waitFor()
  await page.getByText('Seluruh log surel: 3').waitFor()
  expect(desk.complaints).toEqual([])
})
