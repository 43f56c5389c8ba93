/** Who a mail is from, what became of it, and what is on its way out: an admin at the desk looks after the mail. */
import { sql } from 'kysely'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openDb } from '../../db/index.ts'
import { expectAccessible, openBrowser, openPhone, visit, type Visit } from '../_browser.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { dkimKey, fakeDns } from '../channels/email/_dns.ts'
import { buildMessage } from '../channels/email/_signed.ts'
import { mailbox, sendRaw, ticketAbout } from '../server/_cast.ts'
import { addColleague } from '../server/_staff.ts'
import { signInAt } from './_desk.ts'

const key = dkimKey('warga.example')
const records = { ...key.record, 'TXT _dmarc.warga.example': ['v=DMARC1; p=reject'] }
let office: Office
let sink: SmtpSink
let browser: Browser
let desk: Visit
let page: Page
let sari: Client

beforeAll(async () => {
  sink = await startSmtpSink()
  office = await openOffice(
    { SMTP_URL: sink.url, MAIL_ADDRESS: mailbox, MAIL_AUTH: 'on', LOG_LEVEL: 'silent' },
    { resolveDns: fakeDns(records).resolve },
  )
  sari = await office.signIn()
  await bring({ from: 'Budi <budi@warga.example>', subject: 'Biaya KRK' }, true)
  await bring({ from: 'Rina <rina@warga.example>', subject: 'Ganti alamat kirim' }, false)
  await alter('alter table identities rename to away')
  await bring({ from: 'Tono <tono@lama.example>', subject: 'Surat yang rusak' }, false)
  await bring({ from: 'Tini <tini@lama.example>', subject: 'Surat iklan' }, false)
  await alter('alter table away rename to identities')
  browser = await openBrowser()
  desk = await visit(browser, `${office.url}/desk/`)
  page = desk.page
  await signInAt(page)
  await page.getByRole('link', { name: /Budi/ }).waitFor()
  desk.complaints.length = 0 // the browser notes the 401 on the way here
})
afterAll(async () => {
  await browser.close()
  await office.stop()
  await sink.stop()
})

async function bring(mail: { from: string; subject: string }, isSigned: boolean): Promise<void> {
  const signature = isSigned ? { domain: 'warga.example', privateKey: key.privateKey } : undefined
  const raw = await buildMessage({ to: mailbox, text: 'Mohon dibantu.', ...mail }, signature)
  await sendRaw(office.smtpPort, raw, 'someone@elsewhere.example')
}

async function alter(command: string): Promise<void> {
  const db = openDb(`sqlite:${join(office.dataDir, 'tanya.db')}`)
  await sql.raw(command).execute(db.migrationTarget)
  await db.close()
}

it('says loudly that a sender is not proven, and quietly that one is', async () => {
  await page.getByRole('link', { name: /Rina/ }).click()
  await page.getByRole('note').getByText('Pengirim tidak terbukti:').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Budi/ }).click()
  await page.getByRole('img', { name: 'Pengirim terbukti: surel ini benar dari warga.example' }).waitFor()
  expect(await page.getByText('Pengirim tidak terbukti:').count()).toBe(0)
})

it('leads to what is in quarantine, which calls until it is seen to or taken in again', async () => {
  await page.getByRole('link', { name: /^Surel 2/ }).click()
  await page.getByRole('heading', { name: 'Surel', exact: true }).waitFor()
  await page.getByRole('link', { name: /Biaya KRK/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Lihat karantina' }).click()
  await page.getByRole('link', { name: /Biaya KRK/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /Surat iklan/ }).click()
  await page.getByRole('button', { name: 'Sudah ditangani' }).click()
  await page.getByText(/^Ditandai sudah ditangani/).waitFor()
  await page.getByRole('link', { name: /^Surel 1/ }).waitFor()
  await page.getByRole('link', { name: 'Kembali ke log surel' }).click()
  await page.getByText('Karantina, selesai').waitFor()
  await page.getByRole('link', { name: /Surat yang rusak/ }).click()
  await page.getByRole('button', { name: 'Tampilkan sumber' }).click()
  await page
    .getByRole('region', { name: 'Sumber asli' })
    .getByText(/tono@lama\.example/)
    .waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Proses lagi' }).click()
  await page.getByText('Sudah diproses lagi. Hasilnya: Tiket baru.').waitFor()
  await page.getByRole('link', { name: 'Surel', exact: true }).waitFor() // nothing calls any more
  const ticket = await ticketAbout(sari, 'Surat yang rusak')
  await page.getByRole('link', { name: new RegExp(`${ticket.number} · Surat yang rusak`) }).waitFor()
})

it('finds a mail by words, and comes back to the list as it was left', async () => {
  await page.getByRole('link', { name: 'Kembali ke log surel' }).click()
  await page.getByRole('searchbox', { name: 'Cari surel' }).fill('rusak')
  await page.getByText('Tidak ada yang cocok').waitFor()
  await page.getByRole('button', { name: 'Tampilkan semua' }).click()
  await page.getByRole('link', { name: /Biaya KRK/ }).waitFor()
  await page.getByRole('searchbox', { name: 'Cari surel' }).fill('rina@')
  await page.getByRole('link', { name: /Biaya KRK/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /Ganti alamat kirim/ }).click()
  await page.getByRole('heading', { name: 'Ganti alamat kirim' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Ganti alamat kirim/ }).waitFor()
  expect(await page.getByRole('link', { name: /Biaya KRK/ }).count()).toBe(0)
})

it('shows what waits to be sent, and sends it when told to', async () => {
  sink.behave('451-rcpt')
  const ticket = await ticketAbout(sari, 'Biaya KRK')
  await sari.reply(ticket.id, 'Tidak dipungut biaya.')
  await page.getByRole('link', { name: 'Antrean kirim' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Biaya KRK' })
  await row.getByText(/sudah 1 kali dicoba/).waitFor()
  await row.getByText(/b…i@warga\.example/).waitFor()
  await expectAccessible(page)
  sink.behave('accept')
  await row.getByRole('button', { name: /^Coba sekarang/ }).click()
  await page.getByText('Tidak ada yang menunggu').waitFor()
  expect(sink.mails).toHaveLength(1)
  expect(desk.complaints).toEqual([])
})

it('keeps the raw source from those who are no admins, and fits a phone', async () => {
  const phone = await openPhone(browser, office.url, await addColleague(office, 'Joko'))
  await phone.goto(`${office.url}/desk/#/mail`)
  await phone.getByRole('link', { name: /Biaya KRK/ }).waitFor()
  const isWide = () => phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(await isWide()).toBe(false)
  await expectAccessible(phone)
  await phone.getByRole('link', { name: /Biaya KRK/ }).click()
  await phone.getByText(/hanya dapat dilihat admin/).waitFor()
  expect(await phone.getByRole('button', { name: 'Proses lagi' }).count()).toBe(0)
  expect(await isWide()).toBe(false)
})
