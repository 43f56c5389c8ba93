/** Files on their way out of the chat window: chosen from the camera or the folder, seen going, called back, refused. */
import { afterAll, expect, it } from 'vitest'
import { expectAccessible } from '../_browser.ts'
import { waitFor } from '../_office.ts'
import { png } from '../server/_form.ts'
import { openScene } from './_scene.ts'
import { askIn, openContext, openWindow, write } from './_window.ts'

const { office, browser, sari, ticketOf, close } = await openScene()
afterAll(close)

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
  const ticket = await ticketOf('Unggah')
  const last = await waitFor(async () => {
    const message = (await sari.messages(ticket.id)).at(-1)
    return message?.text === 'tanpa berkas' && message
  }, 'the message')
  expect(last.attachments).toEqual([])
})

it('sends a photo by what it is, refuses what is none, and lets one be taken away again', async () => {
  const page = await openWindow(await openContext(browser), office.url)
  await askIn(page, 'Foto', 'halo')
  const field = page.getByLabel('Lampirkan foto atau PDF')
  await field.setInputFiles([
    { name: 'ktp.png', mimeType: 'image/png', buffer: Buffer.from(png) },
    { name: 'virus.png', mimeType: 'image/png', buffer: Buffer.from('MZ bukan gambar') },
  ])
  await page.getByText('Bukan gambar atau PDF.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Hapus virus.png' }).click()
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.getByRole('link', { name: 'ktp.png' }).waitFor()
  const { id } = await ticketOf('Foto')
  expect((await sari.messages(id)).at(-1)?.attachments).toMatchObject([{ filename: 'ktp.png' }])
})

it('says of each file beyond five that it is one too many, and takes it once there is room', async () => {
  const context = await openContext(browser)
  const page = await openWindow(context, office.url)
  await askIn(page, 'Banyak', 'halo')
  const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(png) })
  const choose = page.getByLabel('Lampirkan foto atau PDF')
  await choose.setInputFiles([1, 2, 3, 4, 5, 6].map((number) => photo(`${number}.png`)))
  await page.getByText('Paling banyak 5 berkas.').waitFor()
  for (const name of ['6.png', '5.png']) await page.getByRole('button', { name: `Hapus ${name}` }).click()
  await choose.setInputFiles([photo('7.png')])
  await page.locator('.files').getByText('7.png').waitFor()
  expect(await page.locator('.files .field__error').count()).toBe(0)
  await page.waitForFunction(() => !document.querySelector('.files progress'))
  await write(page, 'ini semua')
  const { id } = await ticketOf('Banyak')
  await waitFor(
    async () => (await sari.messages(id)).some(({ attachments }) => attachments.length === 5),
    'all five',
  )
  await context.close()
})

it('says in the window’s own language why a file is not taken, and keeps its button in reach', async () => {
  const context = await openContext(browser)
  const page = await openWindow(context, office.url)
  await askIn(page, 'Berkas', 'halo')
  await page.goto('about:blank')
  await page.goto(`${office.url}/widget/#lang=en`)
  await page.getByLabel('Attach a photo or PDF').setInputFiles([
    { name: `${'surat keterangan '.repeat(8)}.png`, mimeType: 'image/png', buffer: Buffer.from(png) },
    { name: 'virus.png', mimeType: 'image/png', buffer: Buffer.from('MZ bukan gambar') },
    { name: 'besar.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11 * 1024 * 1024) },
  ])
  await page.getByText('This is neither a picture nor a PDF.').waitFor()
  await page.getByText('This file is too large: at most 10 MB.').waitFor()
  const name = page.getByText('virus.png', { exact: true })
  expect(await name.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  for (const button of await page.getByRole('button', { name: 'Remove' }).all()) {
    const { x = 0, width = 0 } = (await button.boundingBox()) ?? {}
    expect(x + width).toBeLessThanOrEqual(380)
  }
  await context.close()
})
