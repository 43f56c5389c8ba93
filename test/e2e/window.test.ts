/** What the chat window tells while one waits, marks, and does at a conversation's end. */
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { expectAccessible } from '../_browser.ts'
import { openOffice, type Screen } from '../_office.ts'
import { png } from '../server/_form.ts'
import { openScene } from './_scene.ts'
import { allSent, askIn, openContext, openWindow, texts, write } from './_window.ts'

const { office, browser, sari, ticketOf, close } = await openScene({
  CHAT_RETURN_HOURS: '24',
  MAIL_ADDRESS: 'tanya@dpmptsp.example',
})
afterAll(close)

const begin = async (options = {}) => openWindow(await openContext(browser, options), office.url)

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pilihan lain' }).click()
  await page.getByRole('button', { name: 'Akhiri chat' }).click()
  await page.getByRole('button', { name: 'Ya, akhiri' }).click()
  await page.getByText('Chat sudah berakhir').waitFor()
}

describe('while nobody of the office is there', () => {
  it('says so before and after asking, and how the answer comes', async () => {
    const page = await begin()
    await page.getByText(/Belum ada petugas di chat saat ini|Kantor sedang tutup/).waitFor()
    await page.getByText('jawabannya kami kirim juga ke surel atau nomor HP Anda').waitFor()
    await askIn(page, 'Sepi', 'halo', 'sepi@example.org')
    const receipt = page.locator('.receipt')
    await receipt.getByText(/Belum ada petugas di chat saat ini|Kantor sedang tutup/).waitFor()
    await receipt.getByText('jawabannya juga kami kirim ke sepi@example.org').waitFor()
    expect(await page.getByText('Perkiraan menunggu').count()).toBe(0)
    await expectAccessible(page)
  })
})

describe('what the citizen wrote', () => {
  let desk: Screen

  it('is marked as sent, delivered and read, as far as it has come', async () => {
    const page = await begin()
    await askIn(page, 'Centang', 'sudah sampai?')
    const mark = page.locator('.bubble--own .mark')
    await mark.getByText('Terkirim').waitFor()
    desk = await office.desk(sari)
    await mark.getByText('Tersampaikan').waitFor()
    const { id } = await ticketOf('Centang')
    await desk.send('view', { ticketId: id })
    await mark.getByText('Dibaca').waitFor()
    await desk.send('view', { ticketId: null })
  })

  it('may hold an emoji from the picker, put where the cursor is', async () => {
    const page = await begin()
    await askIn(page, 'Emoji', 'halo')
    const field = page.getByLabel('Tulis pesan')
    await field.fill('Terima kasih, Bu')
    await field.press('ArrowLeft')
    await field.press('ArrowLeft')
    await page.getByRole('button', { name: 'Emoji' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Emoji' }).press('Enter')
    await page.locator('.emoji button:focus').waitFor()
    await page.getByRole('button', { name: '🙏' }).click()
    expect(await field.inputValue()).toBe('Terima kasih, 🙏Bu')
    await page.locator('textarea:focus').waitFor()
    const touched = await begin({ hasTouch: true, isMobile: true })
    await askIn(touched, 'Emoji di HP', 'halo')
    expect(await touched.getByRole('button', { name: 'Emoji' }).isVisible()).toBe(false)
  })
})

it('shows the agent’s picture beside the name and their answers', async () => {
  const response = await fetch(`${office.url}/api/v1/agents/me/picture`, {
    method: 'POST',
    headers: {
      cookie: sari.cookie,
      'x-csrf-token': sari.csrfToken,
      'content-type': 'application/octet-stream',
    },
    body: png,
  })
  expect(response.ok).toBe(true)
  const page = await begin()
  await askIn(page, 'Wajah', 'halo')
  const { id } = await ticketOf('Wajah')
  await sari.reply(id, 'Halo, Bu.')
  const pictures = page.locator('img.avatar')
  await pictures.first().waitFor()
  expect(await pictures.count()).toBe(2)
  const sizes = await pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth))
  expect(Math.min(...sizes)).toBeGreaterThan(0)
})

describe('a chat that was ended', () => {
  it('says until when it can be gone on with, and goes on', async () => {
    const page = await begin()
    await askIn(page, 'Kembali', 'satu')
    await end(page)
    await page.getByText(/Chat ini bisa dilanjutkan sampai/).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Lanjutkan chat ini' }).click()
    // Also when the line breaks before anything is written.
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await write(page, 'dua')
    await allSent(page)
    const { id } = await ticketOf('Kembali')
    expect((await sari.messages(id)).filter(({ direction }) => direction === 'inbound')).toHaveLength(2)
    await page.reload()
    await page.getByLabel('Tulis pesan').waitFor()
    expect(await texts(page)).toEqual(['satu', 'dua'])
  })

  it('stays to be read above the next one', async () => {
    const page = await begin()
    await askIn(page, 'Lama', 'pertanyaan lama')
    const { id } = await ticketOf('Lama')
    await sari.reply(id, 'jawaban lama')
    await page.getByText('jawaban lama').waitFor()
    await end(page)
    await page.getByRole('button', { name: 'Pertanyaan baru' }).click()
    expect(await page.getByLabel('Nama').inputValue()).toBe('Lama')
    await askIn(page, 'Baru', 'pertanyaan baru')
    expect(await texts(page)).toEqual(['pertanyaan lama', 'jawaban lama', 'pertanyaan baru'])
    await page.getByText('Chat baru').waitFor()
    expect((await ticketOf('Baru')).id).not.toBe(id)
    await expectAccessible(page)
  })
})

it('tells whoever is kept out how else to reach the office', async () => {
  const page = await begin()
  await askIn(page, 'Diblokir', 'halo')
  const { id } = await ticketOf('Diblokir')
  await sari.request('POST', `/tickets/${id}/block`, { reason: 'Makian berulang' })
  await page.getByText('Chat sudah berakhir').waitFor()
  await page.getByRole('button', { name: 'Lanjutkan chat ini' }).click()
  await write(page, 'kenapa?')
  await page.getByRole('alert').getByText('Silakan hubungi kami lewat surel atau telepon 1500164').waitFor()
  await page.goto('about:blank')
  await page.goto(`${office.url}/widget/#lang=en`)
  await page.getByRole('alert').getByText('Please write to us by e-mail, or call 1500164').waitFor()
  await sari.request('DELETE', `/tickets/${id}/block`)
})

it('works for a new chat while the office is flooded, with nothing for the citizen to do', async () => {
  const flooded = await openOffice({ CHAT_FLOOD_STARTS_PER_MINUTE: '1' })
  for (const name of ['Pertama', 'Kedua']) {
    const page = await openWindow(await openContext(browser), flooded.url)
    await askIn(page, name, 'halo')
  }
  expect(await (await flooded.signIn()).tickets()).toHaveLength(2)
  // Without https a browser keeps its hashes from pages: what was asked is kept, and said to be.
  const context = await openContext(browser)
  await context.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }))
  const page = await openWindow(context, flooded.url)
  await page.getByLabel('Nama').fill('Ketiga')
  await page.getByLabel('Pertanyaan Anda').fill('halo')
  await page.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  await page.getByText('Kami segera coba lagi; pesan Anda tersimpan.').waitFor()
  await context.close()
  await flooded.stop()
})
