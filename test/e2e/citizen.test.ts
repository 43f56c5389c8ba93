/** What a citizen sees: the office's page, and the chat over several visits, without network, and on a stranger's page. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, visit } from '../_browser.ts'
import { waitFor } from '../_office.ts'
import { openScene } from './_scene.ts'

const { office, browser, sari, ticketOf, close } = await openScene()
afterAll(close)

const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

/** A visit that also minds warnings, which the e2e cast lets pass. */
async function come(options: BrowserContextOptions = {}, url = office.url) {
  const { page, complaints } = await visit(browser, 'about:blank', options)
  page.on('console', (message) => {
    if (message.type() === 'warning') complaints.push(message.text())
  })
  await page.goto(url)
  return { page, complaints }
}

const bubble = (page: Page) => page.getByRole('button', { name: /Tanya kami lewat chat/ })
const panelOf = (page: Page) => page.frameLocator('iframe[title="Chat Tanya PTSP"]')

async function ask(page: Page, name: string, question: string, contact = ''): Promise<FrameLocator> {
  await bubble(page).click()
  const panel = panelOf(page)
  await panel.getByLabel('Nama').fill(name)
  await panel.getByLabel('Surel atau nomor HP').fill(contact)
  await panel.getByLabel('Pertanyaan Anda').fill(question)
  await panel.getByRole('button', { name: 'Kirim pertanyaan' }).click()
  return panel
}

async function write(panel: FrameLocator, text: string): Promise<void> {
  await panel.getByLabel('Tulis pesan').fill(text)
  await panel.getByRole('button', { name: 'Kirim', exact: true }).click()
}

describe('the office’s page', () => {
  it('stands still while one searches, finds the doctor before the veterinary, and helps who finds nothing', async () => {
    const { page, complaints } = await come()
    const below = page.getByRole('heading', { name: 'Yang paling sering ditanyakan' })
    const place = await below.boundingBox()
    await page.getByLabel('Cari layanan').fill('dokter')
    const found = page.locator('.search__found a')
    await found.first().waitFor()
    expect(await found.first().innerText()).toContain('Dokter (umum)')
    expect(await below.boundingBox()).toEqual(place)
    await expectAccessible(page)
    await page.getByLabel('Cari layanan').fill('xyzzy')
    await page.getByText('Tidak ada nama layanan yang cocok').waitFor()
    expect(await below.boundingBox()).toEqual(place)
    expect(complaints).toEqual([])
  })

  it('shows only the ways there are, and its name once', async () => {
    const { page } = await come()
    await page.getByText('Hari kerja pukul 07.30-16.00 WIB').first().waitFor()
    await page
      .locator('.hero__now')
      .getByText(/^(Buka|Tutup) sekarang/)
      .waitFor()
    expect(await page.getByRole('heading', { name: /^(SMS|WhatsApp)$/ }).count()).toBe(0)
    expect(await page.getByText('Tanya PTSP', { exact: true }).count()).toBe(1)
    expect(await page.locator('body').innerText()).not.toContain('–')
  })

  it('fits a narrow telephone in the dark, with room for fingers', async () => {
    const { page } = await come({ ...phone, colorScheme: 'dark' })
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    for (const target of await page.locator('body :is(.languages a, .door, .ask, .way__go):visible').all()) {
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    }
  })

  it.each([641, 681, 720, 1041])(
    'has its head in one line and nothing beside it at %d pixels',
    async (width) => {
      for (const path of ['/', '/?lang=en', '/tanya?lang=en']) {
        const { page } = await visit(browser, office.url + path, { viewport: { width, height: 700 } })
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width)
        expect((await page.locator('.top__row').boundingBox())?.height, path).toBeLessThan(72)
        for (const link of await page.locator('.top__nav a:visible').all())
          expect((await link.boundingBox())?.height, path).toBeLessThan(48)
        await page.context().close()
      }
    },
  )

  it('takes a card’s question into the chat, and the cursor to what is still missing', async () => {
    const { page } = await come()
    await page.getByRole('link', { name: /syarat PBG/ }).click()
    const panel = panelOf(page)
    await panel.locator('[name=name]:focus').waitFor()
    expect(await panel.getByLabel('Pertanyaan Anda').inputValue()).toContain('syarat PBG')
    await panel.getByLabel('Nama').fill('Bayu')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: /membuat NIB/ }).click()
    await panel.locator('[name=question]:focus').waitFor()
    expect(await panel.getByLabel('Pertanyaan Anda').inputValue()).toContain('NIB')
  })
})

describe('the chat', () => {
  it('says at once that the question arrived, when it is answered, and how the answer finds one', async () => {
    const { page, complaints } = await come()
    const panel = await ask(page, 'Rina', 'berapa lama krk?', 'rina@example.org')
    const receipt = panel.locator('.receipt')
    await receipt.getByText('Pertanyaan Anda sudah kami terima').waitFor()
    const { number } = await ticketOf('Rina')
    expect(await receipt.innerText()).toContain(number)
    await receipt.getByText(/^(Belum ada petugas di chat saat ini|Kantor sedang tutup)/).waitFor()
    await receipt.getByText('rina@example.org').waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  it('tells whoever leaves no address to come back or to call', async () => {
    const { page } = await come({ ...phone, colorScheme: 'dark' })
    const panel = await ask(page, 'Tono', 'halo')
    const receipt = panel.locator('.receipt')
    await receipt.getByText('jawabannya menunggu di chat ini').waitFor()
    await receipt.getByText('1500164').waitFor()
    await expectAccessible(page)
  })

  it('shows each thought of an answer by itself', async () => {
    const { page } = await come({ ...phone })
    const panel = await ask(page, 'Yanti', 'syarat sip bidan')
    const { id } = await ticketOf('Yanti')
    const { body: answer } = await sari.request<{ text: string }>(
      'GET',
      '/answers/sip-bidan/persyaratan?language=id&channel=chat',
    )
    await sari.reply(id, answer.text)
    const parts = panel.locator('.bubble--office .bubble__text')
    await parts.getByText('Kanal resmi').waitFor()
    expect(await parts.allTextContents()).toEqual(answer.text.split('\n\n'))
    const [list, channel] = [await parts.nth(1).boundingBox(), await parts.nth(2).boundingBox()]
    expect((channel?.y ?? 0) - (list?.y ?? 0) - (list?.height ?? 0)).toBeGreaterThan(8)
    await expectAccessible(page)
  })

  it('keeps the number beside the officer’s name, also after a reload', async () => {
    const { page } = await come()
    const panel = await ask(page, 'Wati', 'halo')
    const ticket = await ticketOf('Wati')
    await sari.reply(ticket.id, 'Lihat https://jakevo.jakarta.go.id, ya.')
    const head = panel.locator('header')
    await head.getByText('Dilayani oleh').waitFor()
    expect(await head.innerText()).toContain(ticket.number)
    expect(await panel.locator('.receipt').count()).toBe(0)
    const link = panel.getByRole('link', { name: 'https://jakevo.jakarta.go.id' })
    expect(await link.getAttribute('rel')).toContain('noopener')
    await page.reload()
    await bubble(page).click()
    await head.getByText('Dilayani oleh').waitFor()
    expect(await head.innerText()).toContain(ticket.number)
  })

  it('counts an unread answer on the button after a page load, with the chat still shut', async () => {
    const { page } = await come()
    await ask(page, 'Dodi', 'halo')
    const ticket = await ticketOf('Dodi')
    await page.keyboard.press('Escape')
    await page.goto('about:blank')
    await sari.reply(ticket.id, 'Jawaban pertama.')
    await page.goto(office.url)
    await page.getByRole('button', { name: /chat \(1 belum dibaca\)/ }).waitFor()
    await sari.reply(ticket.id, 'Jawaban kedua.')
    await page.getByRole('button', { name: /chat \(2 belum dibaca\)/ }).waitFor()
    expect((await sari.messages(ticket.id)).map(({ delivery }) => delivery?.state)).not.toContain('read')
    await bubble(page).click()
    await panelOf(page).getByText('Jawaban kedua.').waitFor()
    await panelOf(page).locator('textarea:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Tanya kami lewat chat', exact: true }).waitFor()
  })

  it('fetches nothing but the button for whoever never chatted', async () => {
    const { page } = await come()
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await page.reload()
    await bubble(page).waitFor()
    await page.waitForTimeout(1_500)
    expect(asked).toContain('/widget.js')
    expect(asked.filter((path) => /widget\/|panel|socket/.test(path))).toEqual([])
  })

  it('gives the keyboard back to what opened it', async () => {
    const { page } = await come()
    await bubble(page).click()
    await panelOf(page).locator('[name=name]:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('tanya-chat button:focus').waitFor()
    await page.getByRole('link', { name: 'Mulai chat' }).press('Enter')
    await panelOf(page).locator('[name=name]:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('a.way__go:focus').waitFor()
  })

  it('keeps what is written without a network, and sends it though the tab was closed in between', async () => {
    const { page } = await come()
    const panel = await ask(page, 'Lala', 'halo')
    const { id } = await ticketOf('Lala')
    await page.context().setOffline(true)
    await write(panel, 'ditulis tanpa jaringan')
    await panel.getByRole('article').getByText('Menunggu jaringan').waitFor()
    await panel.getByText('Halaman ini boleh ditutup').waitFor()
    await page.close()
    await page.context().setOffline(false)

    const next = await page.context().newPage()
    await next.goto(office.url)
    const arrived = async () =>
      (await sari.messages(id)).some(({ text }) => text === 'ditulis tanpa jaringan')
    await waitFor(arrived, 'the message of the closed tab', 20_000)
  })

  it('breaks long words, copies the conversation, ends it, and takes a rating', async () => {
    const { page } = await come({ ...phone, permissions: ['clipboard-read', 'clipboard-write'] })
    const panel = await ask(page, 'Sinta', `halo ${'panjang'.repeat(40)}`)
    const ticket = await ticketOf('Sinta')
    await sari.reply(ticket.id, 'Baik.')
    await panel.getByText('Baik.').waitFor()
    const isWide = await panel.locator('.log').evaluate((log) => log.scrollWidth > log.clientWidth)
    expect(isWide).toBe(false)

    await panel.getByRole('button', { name: 'Pilihan lain' }).click()
    await panel.getByRole('button', { name: 'Salin isi chat' }).click()
    await panel.getByText('Sudah disalin.').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`Tanya PTSP · ${ticket.number}`)
    expect(copied).toContain('Baik.')

    await panel.getByRole('button', { name: 'Akhiri chat' }).click()
    await panel.getByRole('button', { name: 'Ya, akhiri' }).click()
    await expectAccessible(page)
    await panel.getByRole('button', { name: '5 dari 5' }).click()
    await panel.getByText('Terima kasih atas penilaian Anda.').waitFor()
    await waitFor(
      async () => (await sari.messages(ticket.id)).some(({ text }) => text.includes('5 dari 5')),
      'the rating at the desk',
      15_000,
    )
    await panel.getByRole('button', { name: 'Pertanyaan baru' }).click()
    await panel.getByLabel('Nama').waitFor()
  })
})

describe('the chat on a stranger’s page', () => {
  let stranger: Server
  let url: string

  beforeAll(async () => {
    const html = `<!doctype html><html lang="id"><title>Kelurahan</title><main><h1>Kelurahan</h1></main>
      <script src="${office.url}/widget.js" async></script></html>`
    stranger = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`
  })
  afterAll(() => void stranger.close())

  it('works there, and remembers there that a chat goes on', async () => {
    const { page, complaints } = await come({}, url)
    await ask(page, 'Tamu', 'dari halaman lain')
    expect(await page.locator('tanya-chat iframe').getAttribute('sandbox')).toContain('allow-scripts')
    const ticket = await ticketOf('Tamu')
    await page.keyboard.press('Escape')
    // Closed, or what comes now is read.
    await bubble(page).waitFor()
    await sari.reply(ticket.id, 'Selamat datang.')
    await page.reload()
    await page.getByRole('button', { name: /chat \(1 belum dibaca\)/ }).waitFor()
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
  })

  it('is honest where the browser keeps nothing for a guest’s frame', async () => {
    // Another site, not just another origin: these windows refuse it storage, as private ones do.
    const { page } = await come({}, url.replace('127.0.0.1', 'localhost'))
    const panel = await ask(page, 'Tamu tanpa jejak', 'halo')
    await panel.locator('.receipt').getByText('biarkan halaman ini terbuka').waitFor()
  })
})
