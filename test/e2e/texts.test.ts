/** SMS and WhatsApp with real eyes: a citizen at the telephone of the simulator, an officer at the desk. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'
import { pdf, png } from '../server/_texts.ts'
import { signInAt } from './_desk.ts'

describe('a citizen who texts', () => {
  let office: Office
  let browser: Browser
  let desk: Visit
  let phone: Visit

  beforeAll(async () => {
    office = await openOffice({ MAIL_ADDRESS: 'layanan@dpmptsp.example' })
    browser = await openBrowser()
    phone = await visit(browser, `${office.url}/simulator/`)
    desk = await visit(browser, `${office.url}/desk/`)
    const { page } = desk
    await signInAt(page)
    await page.getByRole('navigation').first().waitFor()
    desk.complaints.length = 0 // the browser notes each 401 on the way here
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  async function write(page: Page, kind: 'SMS' | 'WhatsApp', text: string): Promise<void> {
    await page.getByRole('radio', { name: kind }).check()
    await page.getByLabel('Pesan').fill(text)
    await page.getByRole('button', { name: 'Kirim' }).click()
    await page.locator('#thread .inbound').filter({ hasText: text }).waitFor()
  }
  const says = (text: string | RegExp) => phone.page.locator('#thread .outbound').filter({ hasText: text })
  const send = () => desk.page.getByRole('button', { name: 'Kirim balasan' }).click()
  const way = () => desk.page.getByLabel('Lewat', { exact: true })

  it('sends a picture, a place and a card, which stand in the thread as what they are', async () => {
    const { page } = phone
    await write(page, 'WhatsApp', 'Berapa biaya perpanjangan makam?')
    await page.locator('#files').setInputFiles({ name: 'makam.png', mimeType: 'image/png', buffer: png })
    await page.locator('#thread .inbound').nth(1).waitFor()
    await page.getByRole('button', { name: 'Lokasi' }).click()
    await page.locator('#thread .inbound').nth(2).waitFor()
    await page.getByRole('button', { name: 'Kontak' }).click()
    await page.locator('#thread .inbound').nth(3).waitFor()
    await expectAccessible(page)

    await desk.page.getByRole('link', { name: /perpanjangan makam/ }).click()
    await desk.page.locator('.attachment-picture img').waitFor()
    await desk.page.getByText('TPU Karet Bivak').waitFor()
    expect(await desk.page.getByRole('link', { name: 'Buka peta' }).getAttribute('href')).toContain(
      'mlat=-6.1849',
    )
    await desk.page.locator('.part').getByText('Budi Santoso').waitFor()
    await desk.page.getByText(/Terbuka sampai .* \(2[34] jam lagi\)/).waitFor()
    await expectAccessible(desk.page)
  })

  it('is answered with a file by WhatsApp, and by SMS with a link that opens it', async () => {
    const { page } = desk
    const form = { name: 'formulir.pdf', mimeType: 'application/pdf', buffer: pdf }
    await page.getByRole('textbox', { name: 'Tulis balasan' }).fill('Ini formulirnya.')
    await page.locator('.composer input[type=file]').setInputFiles(form)
    await page.locator('.files').getByText('formulir.pdf').waitFor()
    await send()
    await says('Ini formulirnya.').getByRole('link').waitFor()
    await page.locator('.delivery[data-state="delivered"]').waitFor()

    await way().selectOption('sms')
    await page.getByRole('textbox', { name: 'Tulis balasan' }).fill('Sekali lagi lewat SMS:')
    await page.locator('.composer input[type=file]').setInputFiles(form)
    await page.getByText('Lewat SMS berkas dikirim sebagai tautan').waitFor()
    await page.getByText('1 SMS, sisa').waitFor()
    await send()
    await phone.page.getByRole('radio', { name: 'SMS' }).check()
    const href = await says('Sekali lagi lewat SMS:').getByRole('link').getAttribute('href')
    expect((await fetch(href ?? '')).headers.get('content-type')).toBe('application/pdf')
    await page.locator('.message').getByText('SMS', { exact: true }).waitFor()
  })

  it('gets a long answer as its essentials and a link, once the officer says so', async () => {
    const { page } = desk
    const field = page.getByRole('textbox', { name: 'Tulis balasan' })
    await way().selectOption('sms')
    await field.fill(
      `Syaratnya empat, dan semuanya dibawa asli dan salinan. ${'Lalu satu lagi. '.repeat(40)}`,
    )
    await page.getByText(/Teks ini memakan 5 SMS/).waitFor()
    await page.getByRole('button', { name: 'Pakai inti & tautan' }).click()
    await page.getByText('Yang dikirim: kalimat pertamanya').waitFor()
    await expectAccessible(page)
    await send()
    await says('Selengkapnya:').getByRole('link').waitFor()
    await page.getByText('Dikirim: intinya dan tautan').waitFor()
  })

  it('stops SMS, which the officer sees before writing, and is answered another way', async () => {
    const { page } = desk
    await write(phone.page, 'SMS', 'BERHENTI')
    await says('tidak akan mengirim pesan lagi').waitFor()
    await way().selectOption('sms')
    const notice = page.getByRole('alert').filter({ hasText: 'meminta berhenti menerima SMS' })
    await notice.waitFor()
    await expectAccessible(page)
    await notice.getByRole('button', { name: 'Balas lewat WhatsApp' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(await way().inputValue()).toBe('whatsapp')
  })

  it('is written to by a template once WhatsApp’s 24 hours are over, on a telephone too', async () => {
    const db = openDb(`sqlite:${office.dataDir}/tanya.db`)
    const earlier = { whatsapp_wrote_at: Date.now() - 25 * 3600_000 }
    await db.write((tx) => tx.updateTable('phones').set(earlier).execute())
    await db.close()
    const { page } = desk
    await page.reload()
    await page.getByText('WhatsApp kini hanya menerima pesan templat').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByLabel('Templat', { exact: true }).selectOption('jawaban-tersedia')
    await page.getByLabel('Nama warga').fill('Budi')
    await page.getByText('Yth. Bapak/Ibu Budi, pertanyaan Anda nomor 26-00001').waitFor()
    await expectAccessible(page)
    await send()
    await phone.page.getByRole('radio', { name: 'WhatsApp' }).check()
    await says('Yth. Bapak/Ibu Budi').waitFor()
    await write(phone.page, 'WhatsApp', 'YA, kirim')
    await page.getByRole('textbox', { name: 'Tulis balasan' }).waitFor()
    expect(desk.complaints).toEqual([])
    expect(phone.complaints).toEqual([])
  })
})
