/** What an agent does all day at the desk, beside a colleague and over a line that breaks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { addAgent } from '../../server/auth/accounts.ts'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, signIn, waitFor, type Client, type Office } from '../_office.ts'
import { signInAt } from './_desk.ts'

const rina = { email: 'rina@dpmptsp.example', password: 'teh-manis-sore', name: 'Rina Kusuma' }
const html =
  '<p>Lihat <a href="https://oss.go.id/">OSS</a></p><img src="https://pelacak.example/a.gif">' +
  '<p>baris</p>'.repeat(20)

describe('a day at the desk', () => {
  let office: Office
  let browser: Browser
  let desk: Visit
  let colleague: Client
  let page: Page

  beforeAll(async () => {
    office = await openOffice()
    browser = await openBrowser()
    for (let number = 1; number <= 12; number += 1)
      await mail(office, `Warga ${number}`, `syarat sip dokter ${number}`, 'Apa saja syaratnya?')
    await mail(office, 'Hendra', 'krk rumah', 'Berapa lama pengurusan KRK?', html)
    desk = await visit(browser, `${office.url}/desk/`, { viewport: { width: 1280, height: 800 } })
    page = desk.page
    await signInAt(page)
    await row('Hendra').waitFor()
    desk.complaints.length = 0 // the browser notes the 401 on the way here
    const db = openDb(`sqlite:${join(office.dataDir, 'tanya.db')}`)
    await addAgent(db, { ...rina, role: 'agent' })
    await db.close()
    colleague = await signIn(office.url, rina.email, rina.password)
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  const rows = () => page.getByRole('list', { name: 'Daftar tiket' }).getByRole('link')
  const row = (name: string) => rows().filter({ has: page.getByText(name, { exact: true }) })
  const text = () => page.getByRole('textbox', { name: 'Tulis balasan' })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const ticketOf = async (name: string) =>
    (await colleague.tickets('limit=100')).find(({ contact }) => contact.name === name)!

  it('never slides away as a whole, however long the list is', async () => {
    await rows().last().focus()
    await page.keyboard.press('Tab')
    const heights = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight, scrollY])
    expect(heights).toEqual([800, 800, 0])
  })

  it('keeps each row’s line at its beginning, whatever looks for a word further on', async () => {
    const line = row('Hendra').locator('.row__words')
    const found = await line.evaluate((one) => {
      const last = one.querySelector('.row__preview') as HTMLElement
      last.scrollIntoView({ inline: 'end' })
      return { isCut: last.scrollWidth > last.clientWidth, moved: one.scrollLeft + last.scrollLeft }
    })
    expect(found).toEqual({ isCut: true, moved: 0 })
  })

  it('empties search and filter by Escape, and narrows by what the agent chooses', async () => {
    const search = page.getByRole('searchbox', { name: 'Cari tiket' })
    await search.fill('KRK')
    await page.getByText('1 tiket cocok dengan “KRK”').waitFor()
    await search.press('Escape')
    await waitFor(async () => (await rows().count()) === 13, 'all rows after Escape')
    await button('Saring').click()
    await page.getByLabel('Urutan', { exact: true }).selectOption('oldest')
    await waitFor(async () => /Warga 1\b/.test(await rows().first().innerText()), 'the oldest on top')
    await page.getByLabel('Saluran', { exact: true }).selectOption('sms')
    await page.getByText('Tidak ada yang cocok').waitFor()
    await expectAccessible(page)
    await button('Tampilkan semua tiket').click()
    await waitFor(async () => (await rows().count()) === 13, 'all rows again')
    await page.locator('[aria-controls="list-filter"]').click()
  })

  it('announces a new ticket once, in the language of the moment', async () => {
    await mail(office, 'Siti', 'makam', 'Berapa biayanya?')
    const said = page.getByRole('status').filter({ hasText: /Siti/ })
    expect(await said.innerText()).toBe('Tiket baru dari Siti: makam')
    await button('EN: English').click()
    expect(await said.innerText()).toBe('New ticket from Siti: makam')
    await button('ID: Bahasa Indonesia').click()
  })

  it('offers a colleague who came after the page was opened', async () => {
    await row('Warga 11').click()
    const assignee = page.getByLabel('Petugas', { exact: true })
    await assignee.focus()
    await assignee.getByRole('option', { name: rina.name }).waitFor({ state: 'attached' })
    await assignee.selectOption({ label: rina.name })
    await waitFor(async () => (await ticketOf('Warga 11')).assignee?.name === rina.name, 'the new assignee')
  })

  it('names services as people do, and says which name it does not know', async () => {
    await page.getByRole('tab', { name: 'Warga & rincian' }).click()
    await page.getByLabel('Layanan').fill('tak ada')
    await page.keyboard.press('Tab')
    await page.getByText('Tidak ada layanan bernama itu').waitFor()
    await page.getByLabel('Layanan').fill('surat izin praktik dokter (umum)')
    await page.keyboard.press('Tab')
    await waitFor(async () => (await ticketOf('Warga 11')).service === 'sip-dokter', 'the service')
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Saran' }).click()
  })

  it('inserts one answer for another, and takes it back by key', async () => {
    await row('Warga 12').click()
    const insert = page.getByRole('button', { name: /^Sisipkan jawaban/ })
    await insert.first().click()
    await waitFor(async () => (await text().inputValue()) !== '', 'the first answer')
    const first = await text().inputValue()
    expect(await page.locator('.writer').evaluate((writer) => writer.scrollTop)).toBe(0)
    await insert.nth(1).click()
    await waitFor(async () => (await text().inputValue()) !== first, 'the second answer')
    await page.getByText('Jawaban diganti').waitFor()
    await text().press('Control+z')
    expect(await text().inputValue()).toBe(first)
    await text().press('Control+z')
    expect(await text().inputValue()).toBe('')
  })

  it('says so when a colleague answers meanwhile, before anything is sent twice', async () => {
    const { id } = await ticketOf('Warga 12')
    const screen = await office.desk(colleague)
    await screen.send('typing', { ticketId: id, on: true })
    await page.getByText('Rina Kusuma sedang mengetik…').waitFor()
    await text().fill('Saya jawab juga.')
    await colleague.reply(id, 'Sudah saya jawab.')
    await page.getByText('Rina Kusuma baru saja menjawab. Lihat dulu.').waitFor()
    await button('Kirim balasan').click()
    await page.getByText('Balasan Anda belum dikirim.').waitFor()
    await expectAccessible(page)
    await button('Lihat').click()
    await button('Kirim balasan').click()
    await page.getByRole('log').getByText('Saya jawab juga.').waitFor()
    expect(await colleague.messages(id)).toHaveLength(3)
  })

  it('keeps the last delivery line in sight', async () => {
    const line = page.locator('.delivery').last()
    await line.getByText('Ditulis sebagai berkas, belum dikirim').waitFor()
    await waitFor(async () => isWhollyIn(line, page.getByRole('log')), 'the delivery line within the log')
  })

  it('attaches files, sends and solves at once, and goes on to the next ticket', async () => {
    await text().fill('Suratnya terlampir.')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'surat.txt', mimeType: 'text/plain', buffer: Buffer.from('isi surat') })
    await button('Hapus surat.txt').waitFor()
    await button('Pilihan kirim').click()
    await expectAccessible(page)
    await button('Kirim & tandai selesai').click()
    await page.getByText('Ditandai selesai').waitFor()
    await row('Warga 12').waitFor({ state: 'detached' })
    expect(await page.locator('.row__link[aria-current=true]').count()).toBe(1)
    expect((await ticketOf('Warga 12')).status).toBe('solved')
    const written = () => readdirSync(join(office.dataDir, 'outgoing')).map((name) => readMail(office, name))
    await waitFor(
      () => written().some((mail) => mail.includes('filename=surat.txt')),
      'the mail with its file',
    )
    await button('Urungkan').click()
    await row('Warga 12').waitFor()
    await page.getByRole('heading', { name: 'syarat sip dokter 12' }).waitFor()
  })

  it('takes a picture that is pasted, and says which file is too large', async () => {
    const large = join(office.dataDir, 'besar.bin')
    writeFileSync(large, Buffer.alloc(20 * 1024 * 1024 + 1))
    await page.locator('input[type=file]').setInputFiles(large)
    await page.getByText('terlalu besar, paling banyak 20 MB').waitFor()
    await button('Hapus besar.bin').click()
    await text().evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['GIF89a'], 'denah.gif', { type: 'image/gif' }))
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await button('Hapus denah.gif').click()
    await page.locator('.files').waitFor({ state: 'detached' })
  })

  it('says that a citizen has ended the chat, and that a chat carries no files', async () => {
    const citizen = await office.chat()
    await citizen.send('start', { clientId: 'satu', name: 'Tono', text: 'halo, mau tanya krk' })
    await citizen.send('end', {})
    await row('Tono').click()
    await page.getByText('Warga sudah mengakhiri obrolan').waitFor()
    await page.getByRole('button', { name: 'Lewat jalur ini berkas tidak dapat dikirim.' }).waitFor()
  })

  it('shows the HTML of a mail at its height, with links that open', async () => {
    await row('Hendra').click()
    await button('Tampilkan HTML').click()
    await page.getByText('1 gambar dari internet tidak dimuat').waitFor()
    const frame = page.locator('.html-frame')
    await waitFor(async () => ((await frame.boundingBox())?.height ?? 0) > 400, 'a frame as high as the mail')
    const opened = page.context().waitForEvent('page')
    await page.frameLocator('.html-frame').getByRole('link', { name: 'OSS' }).click()
    await (await opened).close()
  })

  it('shows what was said last, however long the subject', async () => {
    const subject = 'Permohonan perpanjangan izin penggunaan tanah makam atas nama almarhum ayah kami'
    await mail(office, 'Wulan', subject, 'Sudah lunas.')
    const line = row('Wulan').locator('.row__words')
    await line.getByText('Sudah lunas.').waitFor()
    const widths = await line.evaluate((one) => {
      const [subject, last] = [...one.children] as HTMLElement[]
      return {
        subject: subject!.clientWidth,
        isSubjectCut: subject!.scrollWidth > subject!.clientWidth,
        isLastCut: last!.scrollWidth > last!.clientWidth,
      }
    })
    expect(widths).toMatchObject({ isSubjectCut: true, isLastCut: false })
    expect(widths.subject).toBeGreaterThan(100)
  })

  it('goes by keys: to the suggestions, into the reply, back out of it', async () => {
    await button('Tampilkan teks').click()
    await page.locator('.suggestion').first().waitFor()
    await page.locator('.log').focus()
    await page.keyboard.press('a')
    await button('Tandai selesai').waitFor()
    await page.keyboard.press('S')
    await waitFor(() => page.evaluate(() => document.activeElement?.closest('.suggestion') !== null), 'focus')
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await waitFor(() => text().evaluate((field) => field === document.activeElement), 'the field')
    await page.keyboard.press('Escape')
    expect(await page.locator('.log').evaluate((log) => log === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await row('Hendra').evaluate((link) => link === document.activeElement)).toBe(true)
    expect(desk.complaints).toEqual([])
  })

  it('sends by itself what a broken line held back, under a banner that says so', async () => {
    const { id } = await ticketOf('Hendra')
    await page.route('**/replies', (route) => route.abort())
    await text().fill('KRK selesai dalam 14 hari.')
    await button('Kirim balasan').click()
    await page.getByText('Belum tersimpan di server').waitFor()
    await page.unroute('**/replies')
    const banner = page.getByText('Sambungan terputus, sedang menyambung lagi').waitFor()
    await office.restart()
    await banner
    await page.getByText('Belum tersimpan di server').waitFor({ state: 'detached' })
    expect((await colleague.messages(id)).filter(({ direction }) => direction === 'outbound')).toHaveLength(1)
  })
})

function readMail(office: Office, name: string): string {
  return readFileSync(join(office.dataDir, 'outgoing', name), 'utf8')
}

async function isWhollyIn(inner: Locator, outer: Locator): Promise<boolean> {
  const [one, other] = await Promise.all([inner.boundingBox(), outer.boundingBox()])
  return one !== null && other !== null && one.y + one.height <= other.y + other.height + 1
}

async function mail(office: Office, name: string, subject: string, text: string, html?: string) {
  const from = { name, address: `${name.toLowerCase().replace(' ', '')}@example.org` }
  const transport = createTransport({ host: '127.0.0.1', port: office.smtpPort, ignoreTLS: true })
  const to = 'komunikasiinformasi.dpmptsp@jakarta.go.id'
  await transport.sendMail({ from, to, subject, text, ...(html && { html }) })
}
