/** Whom an agent has before them: where they are, whether their links may be followed, and keeping them out. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible } from '../_browser.ts'
import { openChatAtTheDesk } from './_scene.ts'

const { chat, page, close } = await openChatAtTheDesk({
  text: 'Lihat https://contoh.example/berkas',
  page: 'https://jakarta.go.id/layanan?x=1',
})
beforeAll(() => page.getByRole('tab', { name: 'Warga & rincian' }).click())
afterAll(close)

it('shows the page a visitor is at', async () => {
  await page.getByText('https://jakarta.go.id/layanan', { exact: true }).waitFor()
  await expectAccessible(page)
})

it('lets nobody follow a stranger’s link by a slip of the hand, until an agent trusts them', async () => {
  const link = page.getByRole('link', { name: 'https://contoh.example/berkas', exact: true })
  await page.getByText('Tautan dimatikan').waitFor()
  expect(await link.count()).toBe(0)
  await page.getByRole('button', { name: 'Percayai dan nyalakan' }).click()
  await link.waitFor()
})

it('keeps a visitor out, with a reason', async () => {
  await page.getByRole('button', { name: 'Blokir pengunjung' }).click()
  await page.getByLabel('Alasan', { exact: true }).fill('Makian berulang')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Blokir pengunjung' }).click()
  await page.getByText('Diblokir oleh Admin: Makian berulang').waitFor()
  await chat.window.until('ended')
  await page.getByRole('button', { name: 'Cabut blokir' }).click()
  await page.getByRole('button', { name: 'Blokir pengunjung' }).waitFor()
})
