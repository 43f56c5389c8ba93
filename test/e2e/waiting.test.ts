/** What a citizen does in the chat window while they wait: reads, judges, sends a photo, listens, leaves nothing behind. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { expectAccessible, visit } from '../_browser.ts'
import { waitFor } from '../_office.ts'
import { openScene } from './_scene.ts'
import { askIn, openContext, openWindow } from './_window.ts'

const sureQuestion = 'apa saja syarat dan biaya sip bidan?'

const { office, browser, sari, ticketOf, close } = await openScene({
  CHAT_ANSWERS: 'on',
  MAIL_ADDRESS: 'tanya@dpmptsp.example',
})
afterAll(close)

describe('while a citizen waits, the chat window', () => {
  it('shows the sure answer as automatic, and ends kindly when it helps', async () => {
    const page = await openWindow(await openContext(browser), office.url)
    await askIn(page, 'Yanti', sureQuestion, 'yanti@example.org')
    const answer = page.locator('.bubble--machine')
    await answer.getByText('Jawaban otomatis').waitFor()
    await page.getByText('jawabannya juga kami kirim ke yanti@example.org').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ya, terjawab' }).click()
    await page.getByText('Senang bisa membantu').waitFor()
    await page.getByRole('button', { name: '4 dari 5' }).click()
    await page.getByLabel('Ada saran?').fill('Cepat sekali')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    const { id } = await ticketOf('Yanti')
    await waitFor(
      async () => (await sari.messages(id)).some(({ text }) => /4 dari 5.\n“Cepat sekali”/.test(text)),
      'the comment at the desk',
    )
    expect((await ticketOf('Yanti')).status).toBe('solved')
    await expectAccessible(page)
  })

  it('goes on to an officer when it does not, and shows others to whoever asks', async () => {
    const page = await openWindow(await openContext(browser, { colorScheme: 'dark' }), office.url)
    await askIn(page, 'Sari B', sureQuestion)
    await page.getByRole('button', { name: 'Belum, saya tunggu petugas' }).click()
    await page.getByText('Apakah ini menjawab?').waitFor({ state: 'detached' })
    const { id } = await ticketOf('Sari B')
    await waitFor(
      async () => (await sari.messages(id)).some(({ text }) => text.includes('belum menjawab')),
      'the note',
    )
    await page.getByRole('button', { name: 'Baca jawaban lain' }).click()
    await page.locator('.offer .button').first().click()
    await page.getByText('Apakah ini menjawab?').waitFor()
    expect(await page.locator('.bubble--machine').count()).toBe(2)
    await expectAccessible(page)
    await page.reload()
    await page.getByText('Apakah ini menjawab?').waitFor()
    await sari.reply(id, 'Halo, dengan petugas.')
    await page.locator('.offer').waitFor({ state: 'detached' })
  })

  it('remembers that it is to be quiet, mails the conversation, and forgets it with its key', async () => {
    const context = await openContext(browser)
    const page = await openWindow(context, office.url)
    await askIn(page, 'Senyap', 'halo', 'senyap@example.org')
    const menu = page.getByRole('button', { name: 'Pilihan lain' })
    await menu.click()
    await page.getByRole('button', { name: 'Suara nyala' }).click()
    await page.getByRole('button', { name: 'Kirim ke surel saya' }).click()
    await page.getByText('Sudah dikirim ke surel Anda.').waitFor()
    await page.reload()
    await menu.click()
    await page.getByRole('button', { name: 'Suara mati' }).waitFor()
    const token = await page.evaluate(
      () => (JSON.parse(localStorage.getItem('tanya:chat') ?? '{}') as { token: string }).token,
    )
    await page.getByRole('button', { name: 'Hapus dari perangkat ini' }).click()
    await page.getByRole('button', { name: 'Ya, hapus' }).click()
    await page.getByLabel('Nama').waitFor()
    await waitFor(
      () =>
        office.chat({ token }).then(
          () => false,
          () => true,
        ),
      'the key to open nothing',
    )
  })
})

it('lets the tab of the page around it say that an answer came, until somebody looks', async () => {
  const { page } = await visit(browser, office.url)
  await page.getByRole('button', { name: /Tanya kami lewat chat/ }).click()
  const panel = page.frameLocator('iframe')
  await panel.getByLabel('Nama').fill('Kedip')
  await panel.getByLabel('Pertanyaan Anda').fill('halo')
  await panel.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  const { id } = await ticketOf('Kedip')
  const title = await page.title()
  await page.keyboard.press('Escape')
  await sari.reply(id, 'Ada jawaban.')
  await page.waitForFunction(() => document.title.startsWith('(1) '))
  await page.getByRole('button', { name: /1 belum dibaca/ }).click()
  await page.waitForFunction((before) => document.title === before, title)
})

it('stands above what a page with hostile styles says about it', async () => {
  const html = `<!doctype html><html lang="id"><title>Kelurahan</title><style>
      html > *, body * { display: none !important; transform: scale(0) !important; opacity: 0 !important; pointer-events: none !important }
      iframe, button, section { width: 1px !important; visibility: hidden !important; font-size: 99px !important }
    </style><body><script src="${office.url}/widget.js" data-position="left" data-lang="en" data-color="#ffd400" async></script></body></html>`
  const stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const { page } = await visit(browser, `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
  const button = page.getByRole('button', { name: 'Ask us by chat' })
  const place = await button.boundingBox()
  expect(place).toMatchObject({ x: 20, width: 56, height: 56 })
  expect(await button.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(255, 212, 0)')
  await button.click()
  await page.frameLocator('iframe').getByLabel('Your question').waitFor()
  await page.context().close()
  stranger.close()
})
