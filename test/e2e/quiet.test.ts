/** A new answer is heard, and blinks in the title of the tab, unless the citizen switched that off. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'

let office: Office
let browser: Browser
let sari: Client
beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
  sari = await office.signIn()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

/** Chats on the office's page, shuts the chat and is answered; resolves with what was heard and what the tab said. */
async function answeredBehindAShutChat(name: string, isQuiet: boolean) {
  const { page } = await visit(browser, 'about:blank')
  await page.addInitScript(() => {
    const counted = window as unknown as { tones: number }
    counted.tones = 0
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...at) {
      counted.tones++
      start.apply(this, at)
    }
  })
  await page.goto(office.url)
  await page.getByRole('button', { name: /Tanya kami lewat chat/ }).click()
  const panel = page.frameLocator('iframe')
  await panel.getByLabel('Nama').fill(name)
  await panel.getByLabel('Pertanyaan Anda').fill('halo')
  await panel.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await panel.locator('.receipt').waitFor()
  if (isQuiet) {
    await panel.getByRole('button', { name: 'Pilihan lain' }).click()
    await panel.getByRole('button', { name: 'Suara nyala' }).click()
    await panel.getByRole('button', { name: 'Suara mati' }).waitFor()
    // The menu is shut first, then the chat.
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: 'Suara mati' }).waitFor({ state: 'hidden' })
  }
  const titles = await watchTitle(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Tanya kami lewat chat/ }).waitFor()
  const ticket = await waitFor(
    async () => (await sari.tickets()).find(({ contact }) => contact.name === name),
    name,
    15_000,
  )
  await sari.reply(ticket.id, 'Ada jawaban.')
  await page.getByRole('button', { name: /1 belum dibaca/ }).waitFor()
  const tones = () => toneCount(page)
  return { page, titles, tones }
}

/** Every title that the tab has from now on. */
async function watchTitle(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = window as unknown as { titles: string[] }
    seen.titles = []
    new MutationObserver(() => seen.titles.push(document.title)).observe(document.head, {
      ...{ childList: true, subtree: true, characterData: true },
    })
  })
  return () => page.evaluate(() => (window as unknown as { titles: string[] }).titles)
}

async function toneCount(page: Page): Promise<number> {
  const frame = page.frames().find((one) => one !== page.mainFrame())
  return (await frame?.evaluate(() => (window as unknown as { tones: number }).tones)) ?? 0
}

it('is heard and blinks', async () => {
  const { page, titles, tones } = await answeredBehindAShutChat('Nyaring', false)
  await page.waitForFunction(() => document.title.startsWith('(1) '))
  expect((await titles()).length).toBeGreaterThan(0)
  expect(await tones()).toBe(2)
})

it('does neither once switched off, and still counts on the button', async () => {
  const { page, titles, tones } = await answeredBehindAShutChat('Hening', true)
  // Longer than a title takes to blink once.
  await page.waitForTimeout(3_000)
  expect(await titles()).toEqual([])
  expect(await tones()).toBe(0)
})
