/** The chat window as a page of its own, without the button around it. */
import type { Browser, BrowserContext, Page } from 'playwright-core'

export async function openContext(browser: Browser, options = {}): Promise<BrowserContext> {
  return browser.newContext({ locale: 'id-ID', viewport: { width: 380, height: 640 }, ...options })
}

export async function openWindow(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${url}/widget/`)
  return page
}

export async function askIn(page: Page, name: string, question: string, contact = ''): Promise<void> {
  await page.getByLabel('Nama').fill(name)
  await page.getByLabel('Surel atau nomor HP').fill(contact)
  await page.getByLabel('Pertanyaan Anda').fill(question)
  await page.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await page.locator('.receipt').waitFor()
}

export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Tulis pesan').fill(text)
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
}

/** What stands in the thread, and how far each of ours has come. */
export const texts = (page: Page) => page.locator('.bubble__text').allInnerTexts()
export const allSent = (page: Page) => page.waitForFunction(() => !document.querySelector('.bubble--pending'))
