/** What the chat window says before and while one waits: what the data is for, and where one stands. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../_browser.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startChat } from '../server/_cast.ts'
import { libraryThatIs } from '../server/_telephone.ts'
import { askIn, openContext, openWindow } from './_window.ts'

let office: Office
let browser: Browser
let sari: Client
beforeAll(async () => {
  office = await openOffice({}, { libraryDir: libraryThatIs(true) })
  browser = await openBrowser()
  sari = await office.signIn()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

it('asks for consent in one sentence, with the way to the rest of it', async () => {
  const page = await openWindow(await openContext(browser), office.url)
  const consent = page.locator('.form__consent')
  await consent.getByText(/^Dengan mengirim, Anda menyetujui .*UU Pelindungan Data Pribadi/).waitFor()
  expect(await consent.getByRole('link', { name: 'Selengkapnya' }).getAttribute('href')).toContain('/privasi')
})

it('says how many are before one and how long that takes, and counts down', async () => {
  await office.desk(sari)
  const first = await startChat(office, { text: 'saya lebih dulu' })
  const page = await openWindow(await openContext(browser), office.url)
  await askIn(page, 'Antre', 'halo')
  await page.getByText(/Anda di urutan ke-2\. Perkiraan menunggu \d+ menit\./).waitFor()
  await sari.reply(first.ticketId, 'Halo.')
  await page.getByText(/Anda di urutan ke-1\./).waitFor()
})
