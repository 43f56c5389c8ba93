/** What a citizen does with the page of a service: tick, print, ask, search, with a script and without. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Office } from '../_office.ts'

let office: Office
let browser: Browser
beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

const narrow = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

it.each([
  ['/layanan/sip-dokter', {}],
  ['/layanan/imb-lama?lang=en', { ...narrow, colorScheme: 'dark' as const }],
  ['/layanan/sikm-strp', narrow],
  ['/layanan', narrow],
  ['/cari?q=perpanjang+makam+bayar+berapa', { ...narrow, colorScheme: 'dark' as const }],
  ['/cari?q=resep+rendang', {}],
])('is accessible and fits: %s', async (path, options) => {
  const { page, complaints } = await visit(browser, office.url + path, options)
  await expectAccessible(page)
  const { width } = page.viewportSize() ?? { width: 0 }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  expect(complaints).toEqual([])
})

it('counts what is ready, remembers it, and forgets it when asked', async () => {
  const { page, complaints } = await visit(browser, `${office.url}/layanan/iptm-perpanjangan`)
  await page.getByText('0 dari 4 siap').waitFor()
  await page.getByLabel('KTP dan KK ahli waris').check()
  await page.getByLabel('Surat pengantar dari kantor TPU').check()
  await page.getByText('2 dari 4 siap').waitFor()
  await page.getByRole('link', { name: /^EN/ }).click()
  await page.getByText('2 of 4 ready').waitFor()
  expect(await page.getByLabel('KTP dan KK ahli waris').isChecked()).toBe(true)
  await page.goto(`${office.url}/layanan/pbg`)
  await page.getByText('0 dari 7 siap').waitFor()
  await page.goto(`${office.url}/layanan/iptm-perpanjangan`)
  await page.getByRole('button', { name: 'Kosongkan' }).click()
  await page.getByText('0 dari 4 siap').waitFor()
  await page.locator('.ticks input').first().and(page.locator(':focus')).waitFor()
  expect(complaints).toEqual([])
})

it('opens the chat with the service named in the question', async () => {
  const { page } = await visit(browser, `${office.url}/layanan/pbg`)
  await page.getByRole('link', { name: 'Tanya soal ini lewat chat' }).click()
  const question = page.frameLocator('iframe[title="Chat Tanya PTSP"]').getByLabel('Pertanyaan Anda')
  const named = 'Persetujuan Bangunan Gedung (PBG)'
  await waitFor(async () => (await question.inputValue()).includes(named), 'the service in the question')
})

it('prints the boxes, the facts and the address, and nothing to click', async () => {
  const { page } = await visit(browser, `${office.url}/layanan/sip-dokter`)
  await page.getByRole('button', { name: 'Cetak' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  for (const gone of ['.hero__doors', '.languages', '.trail', '.related', '.ready', 'tanya-chat'])
    expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
  expect(await page.locator('.ticks input').first().isVisible()).toBe(true)
  expect(await page.locator('.foot__address').innerText()).toContain('/layanan/sip-dokter')
})

it('leads from the first page’s search to the service, and to answers for what is no name', async () => {
  const { page, complaints } = await visit(browser, `${office.url}/?lang=en`)
  const field = page.getByLabel('Find a service')
  await field.fill('burial')
  const first = page.locator('.search__found a').first()
  expect(await first.getAttribute('href')).toMatch(/^\/layanan\/iptm-[a-z]+\?lang=en$/)
  await field.fill('how much is it to renew my father’s grave')
  await field.press('Enter')
  await page.getByRole('heading', { name: 'Burial plot permit renewal: fee' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(complaints).toEqual([])
})

it.each(['/', '/?lang=en'])('finds a service by each word that the field proposes: %s', async (path) => {
  const { page } = await visit(browser, office.url + path)
  const field = page.locator('.search [name=q]')
  const proposed = (await field.getAttribute('placeholder')) ?? ''
  for (const word of proposed.replace(/^.*: /, '').split(', ')) {
    await field.fill(word)
    const first = page.locator('.search__found a').first()
    await waitFor(async () => (await first.getAttribute('href'))?.startsWith('/layanan/'), word)
  }
})

it('works without any script', async () => {
  const { page } = await visit(browser, office.url, { javaScriptEnabled: false })
  await page.getByLabel('Cari layanan').fill('perpanjang makam bayar berapa')
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByRole('link', { name: /IPTM\): biaya/ }).click()
  await page.getByLabel('IPTM lama (asli dan salinan)').check()
  expect(await page.getByRole('button', { name: 'Cetak' }).isVisible()).toBe(false)
  expect(await page.getByText('dari 4 siap').isVisible()).toBe(false)
})
