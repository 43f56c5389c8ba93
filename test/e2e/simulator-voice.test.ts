/** The telephone for newcomers says aloud what the caller hears, in its language, until that is switched off. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Office } from '../_office.ts'
import { libraryThatIs } from '../server/_telephone.ts'

let office: Office
let browser: Browser
beforeAll(async () => {
  office = await openOffice({}, { libraryDir: libraryThatIs(true) })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

it('speaks Indonesian, English by key 9, and nothing when it is to be silent', async () => {
  const { page, complaints } = await visit(browser, 'about:blank')
  // This Chromium has no voice of its own: what it is asked to say is written down.
  await page.addInitScript(() => {
    const written = window as unknown as { said: { text: string; lang: string }[] }
    written.said = []
    speechSynthesis.speak = ({ text, lang }) => void written.said.push({ text, lang })
  })
  await page.goto(`${office.url}/simulator/`)
  const said = () =>
    page.evaluate(() => (window as unknown as { said: { text: string; lang: string }[] }).said)
  const press = (key: string) => page.locator('#keys').getByRole('button', { name: key, exact: true }).click()
  await page.getByRole('radio', { name: 'Telepon' }).check()
  await page.getByRole('button', { name: 'Telepon kantor' }).click()
  await page.getByText('Tekan nol kapan saja').waitFor()
  await waitFor(
    async () => (await said()).some(({ text }) => text.startsWith('Selamat datang')),
    'the greeting',
  )
  expect((await said()).find(({ text }) => text.startsWith('Selamat datang'))?.lang).toBe('id-ID')
  await press('9')
  await waitFor(async () => (await said()).some(({ lang }) => lang.startsWith('en')), 'English')
  await page.locator('#aloud').uncheck()
  const before = (await said()).length
  await press('3')
  await page
    .locator('.outbound')
    .last()
    .getByText(/office|hours|open/i)
    .first()
    .waitFor()
  expect((await said()).length).toBe(before)
  expect(complaints).toEqual([])
})
