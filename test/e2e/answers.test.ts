/** Two people change what citizens are told: one writes and proposes, the other reads the difference and approves. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page as PageOf } from '../../server/wire/page.ts'
import type { Recipient } from '../../server/wire/recipient.ts'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { admin, openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { addColleague } from '../server/_staff.ts'
import { signInAt } from './_desk.ts'

const path = 'catalogue/iptm-perpanjangan.yaml'
const address = `#/answers/${path}`
const title = 'Perpanjangan Izin Penggunaan Tanah Makam (IPTM)'
const budi = { email: 'budi@dpmptsp.example', password: 'kopi-tubruk-sore' }

describe('changing an answer in the console', { timeout: 60_000 }, () => {
  let office: Office
  let browser: Browser
  let writer: Visit
  let reader: Visit
  let client: Client

  beforeAll(async () => {
    office = await openOffice()
    browser = await openBrowser()
    client = await addColleague(office, 'Budi')
    const citizen = await office.chat()
    await citizen.send('start', { clientId: 'satu', name: 'Hendra', text: 'perpanjang makam bayar berapa' })
    const [ticket] = await client.tickets()
    await client.reply(ticket!.id, 'Tidak dipungut biaya.', { answer: 'iptm-perpanjangan/biaya' })
    writer = await enter(budi, { viewport: { width: 1280, height: 800 } })
    reader = await enter(admin, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  async function enter(who: { email: string; password: string }, options: object): Promise<Visit> {
    const desk = await visit(browser, `${office.url}/desk/`, options)
    await signInAt(desk.page, who)
    await desk.page.getByRole('link', { name: /Jawaban/ }).waitFor()
    desk.complaints.length = 0 // the browser notes the 401 on the way here
    return desk
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
  const fee = (page: Page) => page.getByRole('group', { name: 'Biaya' }).getByLabel('Isi', { exact: true })
  const preview = (page: Page) => page.getByRole('region', { name: /Pratinjau/ })
  const goTo = (page: Page, hash: string) =>
    page.evaluate((next) => {
      location.hash = next
    }, hash)

  it('is found by what people call it, and shows what is in force', async () => {
    const { page } = writer
    await page.getByRole('link', { name: /Jawaban/ }).click()
    await page.getByRole('heading', { name: 'Perlu perhatian' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('searchbox', { name: 'Cari jawaban' }).fill('perpanjang makam')
    await page.locator('.answer-row', { hasText: title }).click()
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    const letter = page.frameLocator('.preview iframe')
    await letter.getByText('Yth. Bapak/Ibu Siti Contoh').waitFor()
    const styled = letter.locator('div[lang=id]')
    await waitFor(
      () => styled.evaluate((letter) => getComputedStyle(letter).paddingLeft === '8px'),
      'the letter as it is styled',
    )
    await expectAccessible(page)
  })

  it('is written in a form, beside what citizens would read', async () => {
    const { page } = writer
    await link(page, 'Sunting').first().click()
    await fee(page).fill('Rp125.000 per petak')
    await button(page, 'SMS').click()
    await page.locator('.preview__bubble--sms', { hasText: 'Rp125.000 per petak' }).waitFor()
    await preview(page)
      .getByText(/^1 SMS/)
      .waitFor()
    await button(page, 'EN: Inggris').click()
    await preview(page)
      .getByText(/Rp125.000 per petak/)
      .waitFor()
    await expectAccessible(page)
  })

  it('asks before unsaved words are left behind, and brings them back', async () => {
    const { page } = writer
    await page.getByRole('link', { name: 'Semua terbuka' }).click()
    await page.getByRole('dialog', { name: 'Perubahan belum disimpan' }).waitFor()
    await expectAccessible(page)
    await button(page, 'Tetap di sini').click()
    expect(await fee(page).inputValue()).toBe('Rp125.000 per petak')
    await page.getByRole('link', { name: 'Semua terbuka' }).click()
    await button(page, 'Pergi tanpa menyimpan').click()
    await page.getByRole('list', { name: 'Daftar tiket' }).waitFor()
    await goTo(page, `${address}?edit`)
    await page.getByText('sudah dipulihkan').waitFor()
    expect(await fee(page).inputValue()).toBe('Rp125.000 per petak')
  })

  it('says at the field what makes no service, and mends it', async () => {
    const { page } = writer
    const name = page.getByLabel('Nama dalam bahasa Indonesia')
    await name.fill('')
    await waitFor(async () => (await name.getAttribute('aria-invalid')) === 'true', 'the fault at its field')
    await preview(page).getByText('Belum dapat ditampilkan').waitFor()
    await name.fill(title)
    await waitFor(async () => (await name.getAttribute('aria-invalid')) === null, 'the fault to be gone')
  })

  it('is saved, read as a file, and proposed with a word why', async () => {
    const { page } = writer
    await page.keyboard.press('Control+s')
    await page.getByText('Draf tersimpan').waitFor()
    await button(page, 'Sebagai berkas').click()
    await waitFor(
      async () => (await page.getByLabel('Isi berkas').inputValue()).includes('value: Rp125.000 per petak'),
      'the form in the file',
    )
    await button(page, 'Ajukan').click()
    await page.getByText('Tulis dulu apa yang berubah').waitFor()
    await page.getByLabel('Apa yang berubah, dan mengapa?').fill('Retribusi baru, Perda 3/2026')
    await button(page, 'Ajukan').click()
    await page.getByText('Usulan Anda menunggu orang kedua').waitFor()
    expect(await button(page, 'Setujui & terbitkan').count()).toBe(0)
    const isLost = () => page.evaluate(() => document.activeElement === document.body)
    expect(await isLost()).toBe(false)
    await expectAccessible(page)
  })

  it('comes to the second person, who sends it back with a word why', async () => {
    const { page } = reader
    await page.reload()
    await page.getByRole('link', { name: /Jawaban.*1 menunggu persetujuan/ }).click()
    await page.getByRole('link', { name: new RegExp(`IPTM.*Retribusi baru`) }).click()
    const change = page.locator('.field-change', { hasText: 'Biaya' })
    expect(await change.locator('del').innerText()).toContain('Tidak dipungut biaya')
    expect(await change.locator('ins').innerText()).toContain('Rp125.000 per petak')
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await button(page, 'Kembalikan…').click()
    await page.getByLabel('Apa yang perlu diperbaiki?').fill('Lampirannya menyebut Rp120.000.')
    await button(page, 'Kembalikan dengan catatan').click()
    await page.getByText('Dikembalikan kepada penulisnya').waitFor()
  })

  it('is mended by its author, and approved: citizens and suggestions say so at once', async () => {
    const { page } = writer
    await goTo(page, '#/answers')
    await page.getByText('Dikembalikan: Lampirannya menyebut Rp120.000.').click()
    await page.getByText('Lampirannya menyebut Rp120.000.').waitFor()
    await fee(page).fill('Rp120.000 per petak')
    await button(page, 'Ajukan').click()
    await page.getByText('Usulan Anda menunggu orang kedua').waitFor()

    await goTo(reader.page, '#/answers')
    await goTo(reader.page, `${address}?edit`)
    await reader.page.locator('ins', { hasText: 'Rp120.000 per petak' }).waitFor()
    await button(reader.page, 'Setujui & terbitkan').click()
    await reader.page.getByText('Terbit: warga membaca jawaban baru').waitFor()
    await reader.page.getByText('Disunting di konsol').waitFor()

    expect(await (await fetch(`${office.url}/layanan/iptm-perpanjangan`)).text()).toContain(
      'Rp120.000 per petak',
    )
    await goTo(page, '#/open')
    await page.getByRole('list', { name: 'Daftar tiket' }).getByRole('link').first().click()
    const suggestion = page.locator('.suggestion', { hasText: 'Rp120.000 per petak' })
    await suggestion.locator('summary').click()
    await suggestion.getByRole('link', { name: /^Perbaiki jawaban ini/ }).click()
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  })

  it('names who received the old answer, with the way to their ticket', async () => {
    const { page } = writer
    await link(page, 'Penerima').click()
    await page.getByText('Versi lama', { exact: true }).waitFor()
    await page.getByRole('link', { name: /Hendra/ }).waitFor()
    await expectAccessible(page)
    const { body } = await client.request<PageOf<Recipient>>(
      'GET',
      '/answers/iptm-perpanjangan/biaya/recipients?version=old',
    )
    const href = await page.getByRole('link', { name: /Hendra/ }).getAttribute('href')
    expect(href).toBe(`#/open/${body.items[0]?.ticketId}`)
  })

  it('keeps every version, and goes back to one', async () => {
    const { page } = writer
    await goTo(page, `${address}?edit`)
    await fee(page).fill('Rp999.000 per petak')
    await page.getByLabel('Apa yang berubah, dan mengapa?').fill('Salah ketik')
    await button(page, 'Ajukan').click()
    await page.getByText('Usulan Anda menunggu orang kedua').waitFor()
    await goTo(reader.page, '#/answers')
    await goTo(reader.page, `${address}?edit`)
    await reader.page.locator('ins', { hasText: 'Rp999.000' }).waitFor()
    await button(reader.page, 'Setujui & terbitkan').click()
    await reader.page.getByText('Terbit: warga membaca jawaban baru').waitFor()

    await goTo(page, '#/answers')
    await goTo(page, `${address}?history`)
    await page.getByRole('link', { name: /Berlaku sekarang.*Salah ketik/ }).waitFor()
    await page.getByRole('link', { name: /Retribusi baru.*disetujui Admin/ }).click()
    await page.locator('del', { hasText: 'Tidak dipungut biaya' }).waitFor()
    await expectAccessible(page)
    await button(page, 'Kembali ke versi ini').click()
    await waitFor(async () => (await fee(page).inputValue()) === 'Rp120.000 per petak', 'the earlier text')
    expect(await page.getByLabel('Apa yang berubah, dan mengapa?').inputValue()).toMatch(/^Kembali ke versi/)
    await button(page, 'Buang draf').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Buang draf' }).click()
    await page.getByText('Draf dibuang').waitFor()
  })

  it('is told of a service that the office did not have before, once two people have agreed', async () => {
    const { page } = writer
    await goTo(page, '#/answers')
    await button(page, 'Layanan baru').click()
    const dialog = page.getByRole('dialog', { name: 'Layanan baru' })
    await dialog.getByRole('button', { name: 'Buat draf' }).click()
    await dialog.getByText('Tulis nama layanannya.').waitFor()
    await dialog.getByLabel('Nama layanan').fill(title)
    await dialog.getByLabel('Kode').fill('iptm-perpanjangan')
    await dialog.getByRole('button', { name: 'Buat draf' }).click()
    await dialog.getByText('Kode ini sudah dipakai layanan lain.').waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Nama layanan').fill('Izin Budidaya Ikan Hias (IBIH)')
    await dialog.getByLabel('Kode').fill('izin budidaya ikan hias')
    await dialog.getByRole('button', { name: 'Buat draf' }).click()
    await fee(page).fill('Rp50.000')
    for (const fact of await page.getByRole('group').getByLabel('Catatan petugas').all())
      await fact.fill('Tanyakan kepada pemilik layanan.')
    await page.getByLabel('Apa yang berubah, dan mengapa?').fill('Layanan baru')
    await button(page, 'Ajukan').click()
    await page.getByText('Usulan Anda menunggu orang kedua').waitFor()
    const publicPage = () => fetch(`${office.url}/layanan/izin-budidaya-ikan-hias`)
    expect((await publicPage()).status).toBe(404)

    await goTo(reader.page, '#/answers')
    await goTo(reader.page, '#/answers/catalogue/izin-budidaya-ikan-hias.yaml?edit')
    await button(reader.page, 'Setujui & terbitkan').click()
    await waitFor(async () => (await publicPage()).status === 200, 'the new page')
    expect(await (await publicPage()).text()).toContain('Rp50.000')
    expect([...writer.complaints, ...reader.complaints].filter(isUnexpected)).toEqual([])
  })
})

/** The browser notes the refusal of a form that made no service, and that what looks on may run nothing in a letter. */
function isUnexpected(complaint: string): boolean {
  return !/status of 422|Blocked script execution in 'about:srcdoc'/.test(complaint)
}
