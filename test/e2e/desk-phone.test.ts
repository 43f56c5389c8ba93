/** The console on a telephone: the list lies over the whole screen, from the first sign-in on. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, openPhone } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { mailbox, sendMail } from '../server/_cast.ts'

let office: Office
let sari: Client
let browser: Browser
let phone: Page

beforeAll(async () => {
  office = await openOffice({ MAIL_ADDRESS: mailbox })
  sari = await office.signIn()
  browser = await openBrowser()
  phone = await openPhone(browser, office.url, sari)
  await phone.goto(`${office.url}/desk/`)
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

/** Nothing beside the screen, and what is named over its whole width. */
async function expectWide(selector: string): Promise<void> {
  const box = await phone.locator(selector).boundingBox()
  expect({ x: box?.x, width: box?.width }).toEqual({ x: 0, width: 390 })
  const foot = await phone.getByRole('navigation').first().boundingBox()
  expect({ x: foot?.x, width: foot?.width }).toEqual({ x: 0, width: 390 })
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
}

it('welcomes over the whole width while there is no ticket', async () => {
  await phone.getByText('Kotak masuk siap').waitFor()
  await expectWide('.ticket-pane')
  await expectAccessible(phone)
})

it('lists the tickets over the whole width, and comes back to them from one', async () => {
  await sendMail(office.smtpPort, {
    from: 'Budi <budi@example.org>',
    subject: 'Izin reklame',
    text: 'Syaratnya?',
  })
  await waitFor(async () => (await sari.tickets('limit=1')).length > 0, 'the ticket')
  const row = phone.getByRole('link', { name: /Izin reklame/ })
  await row.waitFor()
  await expectWide('.ticket-pane')
  await expectAccessible(phone)
  await row.click()
  await phone.getByRole('textbox', { name: 'Tulis balasan' }).waitFor()
  await phone.getByRole('button', { name: 'Kembali ke daftar' }).click()
  await row.waitFor()
  await expectWide('.ticket-pane')
})

it('leads to the profile from the head of the screen, and there to how it looks', async () => {
  const profile = phone.getByRole('button', { name: /^Profil saya/ })
  const box = await profile.boundingBox()
  expect(box?.width).toBeGreaterThanOrEqual(24)
  expect((box?.x ?? 390) + (box?.width ?? 390)).toBeLessThanOrEqual(390)
  await profile.click()
  const dialog = phone.getByRole('dialog', { name: 'Profil saya' })
  await dialog.getByRole('button', { name: 'Gelap' }).click()
  expect(await phone.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await expectAccessible(phone)
  await phone.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})
