/** A citizen whose browser runs no script, from the office's page to the answer. */
import { afterAll, expect, it } from 'vitest'
import { expectAccessible, visit } from '../_browser.ts'
import { waitFor } from '../_office.ts'
import { png } from '../server/_form.ts'
import { openScene } from './_scene.ts'

const { office, browser, sari, close } = await openScene()
afterAll(close)

const ticketOf = async (name: string) => (await sari.tickets()).find(({ contact }) => contact.name === name)

it('asks, mends what was wrong, reads the answer and writes on, all without a script', async () => {
  const { page, complaints } = await visit(browser, office.url, { javaScriptEnabled: false })
  await page.getByRole('link', { name: /syarat PBG/ }).click()
  expect(await page.getByLabel('Pertanyaan Anda').inputValue()).toContain('syarat PBG')
  await page.getByLabel('Nama').fill('Sastro')
  await page.getByLabel('Surel atau nomor HP').fill('0812')
  await page
    .getByLabel('Foto atau PDF')
    .setInputFiles({ name: 'denah.png', mimeType: 'image/png', buffer: Buffer.from(png) })
  await page.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await page.getByText('alamat surel atau nomor telepon yang lengkap').first().waitFor()
  expect(await page.getByLabel('Nama').inputValue()).toBe('Sastro')
  await page.getByLabel('Surel atau nomor HP').fill('')
  await page
    .getByLabel('Foto atau PDF')
    .setInputFiles({ name: 'denah.png', mimeType: 'image/png', buffer: Buffer.from(png) })
  await page.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await page.getByRole('heading', { name: 'Menunggu jawaban petugas' }).waitFor()
  const ticket = await waitFor(() => ticketOf('Sastro'), 'the ticket')
  expect((await sari.messages(ticket.id))[0]?.attachments).toHaveLength(1)

  await sari.reply(ticket.id, 'Lihat daftar di laman kami.')
  await page.getByRole('link', { name: 'Muat ulang' }).click()
  await page.getByText('Lihat daftar di laman kami.').waitFor()
  await page.getByLabel('Tambahkan sesuatu').fill('Terima kasih!')
  await page.getByRole('button', { name: 'Kirim' }).click()
  await page.getByText('Terima kasih!').waitFor()
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})

it('leads to what is wrong, without a script', async () => {
  const { page } = await visit(browser, `${office.url}/tanya?lang=en`, { javaScriptEnabled: false })
  await page.getByLabel('Your question').fill('How long does a KRK take?')
  await page.getByLabel('Name').fill('Budi')
  await page.getByLabel('E-mail or mobile number').fill('budi@')
  await page.getByRole('button', { name: 'Send question' }).click()
  const trouble = page.locator('.trouble')
  await trouble.and(page.locator(':focus')).waitFor()
  await trouble.getByRole('link', { name: 'Please write a complete e-mail address' }).click()
  const wrong = page.locator('[aria-invalid]')
  expect(await wrong.getAttribute('name')).toBe('contact')
  expect(await wrong.inputValue()).toBe('budi@')
})

it('can be read where the styles did not arrive', async () => {
  const { page } = await visit(browser, 'about:blank')
  await page.route('**/*.css', (route) => route.abort())
  for (const path of ['/', '/tanya', '/layanan/krk-irk', '/cari?q=makam']) {
    await page.goto(office.url + path)
    for (const picture of await page.locator('svg:visible').all())
      expect((await picture.boundingBox())?.width, path).toBeLessThanOrEqual(360)
  }
})

it('gives each page of it a form that fits everybody, on a narrow telephone in the dark too', async () => {
  const { page } = await visit(browser, `${office.url}/tanya`)
  await page.getByLabel('Nama').fill('Aksi')
  await page.getByLabel('Pertanyaan Anda').fill(`halo ${'panjang'.repeat(40)}`)
  await page.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await page.getByRole('heading', { name: 'Menunggu jawaban petugas' }).waitFor()
  const paths = [
    new URL(page.url()).pathname,
    '/tanya',
    '/lacak',
    '/privasi',
    '/tanya?lang=en',
    '/lacak?lang=en',
  ]
  for (const options of [{}, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const }])
    for (const path of paths) {
      const { page: shown } = await visit(browser, office.url + path, options)
      await expectAccessible(shown)
      expect(
        await shown.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0)
      await shown.context().close()
    }
}, 120_000)
