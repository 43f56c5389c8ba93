/** An agent says that a suggestion does not fit, takes it back, and sees what was learnt. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type { Learning } from '../../server/wire/learning.ts'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startChat } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'

let office: Office
let browser: Browser
let desk: Visit
let page: Page
let sari: Client

beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
  sari = await office.signIn()
  for (const [text, name] of [
    ['berapa biaya paspor?', 'Rina'],
    ['syarat sip dokter gigi apa saja ya', 'Tono'],
  ] as const)
    await startChat(office, { text, name })
  desk = await visit(browser, `${office.url}/desk/`)
  page = desk.page
  await signInAt(page)
  await page.getByRole('link', { name: /Rina/ }).click()
  desk.complaints.length = 0 // the browser notes the 401 on the way here
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

const learning = async () => (await sari.request<Learning>('GET', '/learning')).body
const cards = () => page.getByRole('list', { name: 'Saran jawaban' }).getByRole('listitem')
const dismissButton = () =>
  cards()
    .first()
    .getByRole('button', { name: /^Tidak cocok/ })

it('dismisses a suggestion by keyboard, and takes that back', async () => {
  await dismissButton().waitFor()
  await expectAccessible(page)
  const count = await cards().count()
  const title = await cards().first().getByRole('heading').innerText()
  await dismissButton().focus()
  await page.keyboard.press('Enter')
  await waitFor(async () => (await cards().count()) === count - 1, 'the card to go')
  const focused = () => page.evaluate(() => document.activeElement?.closest('.suggestions') !== null)
  await waitFor(focused, 'the focus to stay in the panel')
  await waitFor(async () => (await learning()).fates.dismissed === 1, 'the server to know')
  expect((await learning()).lessons.items).toMatchObject([{ verdict: 'wrong', text: 'berapa biaya paspor?' }])

  await page.getByRole('button', { name: 'Urungkan' }).click()
  await waitFor(async () => (await learning()).fates.dismissed === 0, 'the server to know')
  expect(await cards().first().getByRole('heading').innerText()).toBe(title)
  expect((await learning()).lessonCount).toBe(0)
})

it('notes what is inserted and sent', async () => {
  await page.keyboard.press('Escape')
  await page.locator('.log').focus()
  await page.keyboard.press('1')
  await waitFor(async () => (await learning()).fates.inserted === 1, 'the insertion to be known')
  await page.keyboard.press('Control+Enter')
  await waitFor(async () => (await learning()).fates.sent === 1, 'the reply to be followed')
})

it('offers no dismissal for what the agent searched for', async () => {
  await page.getByRole('link', { name: /Tono/ }).click()
  await dismissButton().waitFor()
  await page.getByLabel('Cari jawaban', { exact: true }).fill('biaya paspor')
  await waitFor(async () => (await dismissButton().count()) === 0, 'the search’s results')
  await page.getByLabel('Cari jawaban', { exact: true }).fill('')
  await dismissButton().click()
})

it('shows what was learnt, and forgets it', async () => {
  await waitFor(async () => (await learning()).lessonCount === 1, 'a lesson')
  await page.getByRole('button', { name: 'Cara saran ini belajar' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pembelajaran' })
  await dialog.getByText('syarat sip dokter gigi apa saja ya').waitFor()
  await dialog.getByText('Dikirim apa adanya').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Lupakan: syarat/ }).click()
  await dialog.getByText('Belum ada. Saran dipelajari').waitFor()
  expect((await learning()).lessonCount).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(desk.complaints).toEqual([])
})
