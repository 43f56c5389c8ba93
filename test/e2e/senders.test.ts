/** Who wrote a mail is not always plain: a stranger, a colleague who passes it on, nobody, a machine. What an agent sees and does then. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { admin, openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail, sendRaw, ticketAbout } from '../server/_cast.ts'
import { messageIdIn } from '../server/_mail-office.ts'
import { signInAt } from './_desk.ts'

let office: Office
let sink: SmtpSink
let sari: Client
let browser: Browser
let desk: Visit
let page: Page

beforeAll(async () => {
  sink = await startSmtpSink()
  office = await openOffice({ SMTP_URL: sink.url, MAIL_ADDRESS: mailbox, LOG_LEVEL: 'silent' })
  sari = await office.signIn()
  browser = await openBrowser()
  desk = await visit(browser, `${office.url}/desk/`)
  page = desk.page
  await signInAt(page)
  await page.getByRole('navigation').first().waitFor()
  desk.complaints.length = 0 // the browser notes the 401 on the way here
})
afterAll(async () => {
  await browser.close()
  await office.stop()
  await sink.stop()
})

const bring = (from: string, subject: string, text: string, headers: Record<string, string> = {}) =>
  sendMail(office.smtpPort, { from, subject, text, headers })

async function openTicket(subject: string): Promise<number> {
  const { id } = await ticketAbout(sari, subject)
  await page.goto(`${office.url}/desk/#/open/${id}`)
  await page.getByRole('heading', { name: subject }).first().waitFor()
  return id
}

const followUp = () => page.getByText(/^Mungkin lanjutan dari tiket lain/)

it('merges a stranger’s mail into the ticket it quotes when the agent says so', async () => {
  await bring('Budi <budi@example.org>', 'Izin reklame', 'Apa syaratnya?')
  const { id, number } = await ticketAbout(sari, 'Izin reklame')
  await bring('Ani <ani@example.net>', `Berkas [#${number}]`, 'Ini berkas suami saya.')
  await openTicket(`Berkas [#${number}]`)
  await followUp().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Gabungkan ke sana' }).click()
  await page.waitForURL(new RegExp(`/${id}$`))
  await page.getByText('Ini berkas suami saya.').first().waitFor()
  await followUp().waitFor({ state: 'detached' })
  expect((await sari.messages(id)).map(({ text }) => text.trim())).toContain('Ini berkas suami saya.')
})

it('leaves a stranger’s mail alone when the agent says that it is no follow-up', async () => {
  const { id, number } = await ticketAbout(sari, 'Izin reklame')
  const before = (await sari.messages(id)).length
  await bring('Tuti <tuti@example.net>', `Lain [#${number}]`, 'Saya hanya salah tulis nomor.')
  const apart = await openTicket(`Lain [#${number}]`)
  await followUp().waitFor()
  await page.getByRole('button', { name: 'Bukan lanjutan' }).click()
  await followUp().waitFor({ state: 'detached' })
  await page.getByText('Saya hanya salah tulis nomor.').first().waitFor()
  expect(await sari.messages(id)).toHaveLength(before)
  const tickets = await sari.tickets('limit=20')
  expect(tickets.find((ticket) => ticket.id === apart)?.possibleFollowUpOf).toBeNull()
})

it('gives a mail that a colleague passes on to whoever wrote it, and keeps the colleague’s words inside', async () => {
  const text =
    'Tolong dibantu ya.\n\n---------- Forwarded message ---------\nDari: Tono <tono@example.org>\nDate: Rab, 25 Nov 2026\nSubject: Izin usaha\nTo: sari\n\nBagaimana mengurus NIB?\n'
  await bring(`Sari <${admin.email}>`, 'Fwd: Izin usaha', text)
  await openTicket('Fwd: Izin usaha')
  await page.getByText('Penulis aslinya tampaknya Tono (tono@example.org).').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Jadikan tiketnya' }).click()
  await page.getByRole('heading', { name: 'Izin usaha', exact: true }).first().waitFor()
  const log = page.getByRole('log')
  await log.getByText('Bagaimana mengurus NIB?', { exact: true }).waitFor()
  await log.locator('.message--internal').getByText('Tolong dibantu ya.').waitFor()
  await page.getByPlaceholder('Balas Tono lewat surel…').waitFor()
})

it('offers no reply where the mail names nobody, and a note all the same', async () => {
  await sendRaw(office.smtpPort, 'Subject: Surat kaleng\r\n\r\nAda pungutan liar di loket 3.\r\n')
  const id = await openTicket('Surat kaleng')
  await page.getByText(/^Surel ini tidak menyebut alamat pengirim/).waitFor()
  expect(await page.getByRole('textbox', { name: 'Tulis balasan' }).count()).toBe(0)
  expect(await page.getByText('pengirim.invalid').count()).toBe(0)
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Catatan internal' }).click()
  await page.getByRole('textbox', { name: 'Tulis catatan internal' }).fill('Sudah disampaikan ke pimpinan.')
  await page.getByRole('button', { name: 'Simpan catatan' }).click()
  await page.getByRole('log').getByText('Sudah disampaikan ke pimpinan.').waitFor()
  expect(await sari.messages(id)).toHaveLength(2)
})

it('makes a ticket of a mail that was put aside as a machine’s', async () => {
  await bring('Formulir <form@situs.example>', 'Formulir kontak', 'Saya mau tanya KRK.', {
    'Auto-Submitted': 'auto-generated',
  })
  await page.goto(`${office.url}/desk/#/mail`)
  await page.getByRole('link', { name: /Formulir kontak/ }).click()
  await page.getByText(/^Surel ini tampak dari mesin atau milis/).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Jadikan tiket' }).click()
  await page.getByRole('link', { name: /Formulir kontak/ }).click()
  await page.getByRole('log').getByText('Saya mau tanya KRK.').waitFor()
})

it('folds a citizen’s automatic reply into the thread', async () => {
  await bring('Wati <wati@example.org>', 'Jam buka', 'Jam berapa buka?')
  const id = await openTicket('Jam buka')
  await sari.reply(id, 'Pukul 07.30.')
  const sent = await waitFor(() => sink.mails.find(({ raw }) => /07\.30/.test(raw.toString())), 'the answer')
  await bring('Wati <wati@example.org>', 'Di luar kantor', 'Saya cuti sampai Senin.', {
    ...{ 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${messageIdIn(sent.raw)}>` },
  })
  const log = page.getByRole('log')
  await log.getByText('Balasan otomatis dari warga').click()
  await log.getByText('Saya cuti sampai Senin.').waitFor()
  await expectAccessible(page)
  expect(desk.complaints).toEqual([])
})
