/** A file on its way out of the chat window: chosen from the camera or the folder, seen going, and called back. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { png } from '../server/_form.ts'
import { askIn, openContext, openWindow, write } from './_window.ts'

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

it('shows how far it is, and goes nowhere once it is called back', async () => {
  const page = await openWindow(await openContext(browser), office.url)
  await askIn(page, 'Unggah', 'halo')
  const held: (() => void)[] = []
  await page.route('**/api/v1/chat/attachments?*', async (route) => {
    await new Promise<void>((go) => held.push(go))
    // What was called back is no request any more.
    await route.continue().catch(() => undefined)
  })
  const field = page.getByLabel('Lampirkan foto atau PDF')
  // A telephone offers its camera for that, and its folder.
  expect(await field.getAttribute('accept')).toBe('image/*,application/pdf')
  expect(await field.getAttribute('capture')).toBeNull()
  await field.setInputFiles({ name: 'salah.png', mimeType: 'image/png', buffer: Buffer.from(png) })
  await page.getByRole('progressbar', { name: 'Mengunggah salah.png' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Hapus salah.png' }).click()
  await page.getByText('salah.png').waitFor({ state: 'detached' })
  held.forEach((go) => go())
  await write(page, 'tanpa berkas')
  const ticket = await waitFor(
    async () => (await sari.tickets()).find(({ contact }) => contact.name === 'Unggah'),
    'the ticket',
  )
  const last = await waitFor(async () => {
    const message = (await sari.messages(ticket.id)).at(-1)
    return message?.text === 'tanpa berkas' && message
  }, 'the message')
  expect(last.attachments).toEqual([])
})
