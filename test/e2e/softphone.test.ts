/** A call answered in the browser: a citizen at the simulator's telephone, two officers at their desks. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'
import { mailbox } from '../server/_cast.ts'
import { addColleague } from '../server/_staff.ts'
import { libraryThatIs } from '../server/_telephone.ts'
import { openDesk } from './_desk.ts'

describe('a telephone in the browser', () => {
  let office: Office
  let browser: Browser
  let sari: Visit
  let budi: Visit
  let phone: Visit

  beforeAll(async () => {
    office = await openOffice({ MAIL_ADDRESS: mailbox }, { libraryDir: libraryThatIs(true) })
    browser = await openBrowser()
    sari = await openDesk(browser, office.url, await office.signIn())
    const colleague = await addColleague(office, 'Budi')
    await colleague.request('PATCH', '/agents/me', { availability: 'away' })
    budi = await openDesk(browser, office.url, colleague)
    phone = await visit(browser, `${office.url}/simulator/`)
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  const bar = (page: Page): Locator => page.locator('.call-bar')
  const act = (page: Page, name: string) => bar(page).getByRole('button', { name }).click()

  it('rings at the desk of whoever is free, and is answered there with one click', async () => {
    await phone.page.getByRole('radio', { name: 'Telepon' }).check()
    await phone.page.getByRole('button', { name: 'Telepon kantor' }).click()
    await phone.page.getByText('Tekan nol kapan saja').waitFor()
    await phone.page.locator('#keys').getByRole('button', { name: '0', exact: true }).click()
    await phone.page.getByText('Anda di urutan ke-1').waitFor()
    await bar(sari.page).getByText('Telepon menunggu petugas').waitFor()
    await expectAccessible(sari.page)
    expect(await bar(budi.page).count()).toBe(0)
    await sari.page.keyboard.press('y')
    await bar(sari.page).getByText('Anda sedang berbicara').waitFor()
    await phone.page.getByText('Tersambung dengan petugas').waitFor()
    expect(sari.page.url()).toMatch(/#\/open\/\d+$/)
    await expectAccessible(sari.page)
  })

  it('is muted, held and taken up again', async () => {
    await act(sari.page, 'Bisukan')
    await act(sari.page, 'Suarakan')
    await act(sari.page, 'Tahan')
    await phone.page.getByText('Ditahan petugas', { exact: true }).waitFor()
    await bar(sari.page).getByText('Ditahan: warga mendengar musik').waitFor()
    await act(sari.page, 'Lanjutkan')
    await phone.page.getByText('Berbicara dengan petugas', { exact: true }).waitFor()
  })

  it('asks the library what the officer notes', async () => {
    await act(sari.page, 'Catat')
    const field = sari.page.locator('.composer textarea')
    await field.fill('menanyakan syarat izin praktik dokter')
    await sari.page.getByText('Persyaratan: Surat Izin Praktik Dokter').first().waitFor()
  })

  it('is answered by e-mail meanwhile, at the address that the caller says', async () => {
    const { page } = sari
    await page.getByRole('tab', { name: 'Warga & rincian' }).click()
    await page.getByRole('button', { name: 'Catat nama & alamat' }).click()
    const form = page.getByRole('form', { name: 'Catat nama & alamat' })
    await form.getByLabel('Nama').fill('Budi Santoso')
    await form.getByLabel('Surel').fill('budi')
    await form.getByRole('button', { name: 'Simpan' }).click()
    await form.getByText('Ini bukan alamat surel.').waitFor()
    sari.complaints.length = 0 // the browser notes that refusal
    await form.getByLabel('Surel').fill('budi@example.org')
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Simpan' }).click()
    await bar(page).getByText('Budi Santoso').waitFor()
    await page.getByRole('tab', { name: 'Saran' }).click()
    await page.getByRole('tab', { name: 'Balas' }).click()
    await page.getByRole('combobox', { name: 'Lewat' }).selectOption('email')
    await page.getByRole('textbox', { name: 'Tulis balasan' }).fill('Syaratnya ada di lampiran.')
    await page.getByRole('button', { name: 'Kirim balasan' }).click()
    await page.locator('.message').getByText('Syaratnya ada di lampiran.').waitFor()
    await page.locator('.message').getByText('Surel', { exact: true }).waitFor()
  })

  it('is handed over with a word, which the colleague reads', async () => {
    await act(sari.page, 'Alihkan')
    const dialog = sari.page.getByRole('dialog', { name: 'Alihkan telepon' })
    await dialog.getByRole('radio', { name: /Budi/ }).check()
    await dialog.getByLabel('Catatan untuk rekan').fill('Dokter umum, tempat praktik di Tebet.')
    await expectAccessible(sari.page)
    await dialog.getByRole('button', { name: 'Alihkan' }).click()
    await bar(budi.page).getByText('mengajak Anda').waitFor()
    await bar(budi.page).getByText('Dokter umum, tempat praktik di Tebet.').waitFor()
    await act(budi.page, 'Jawab')
    await bar(budi.page).getByText('Anda sedang berbicara').waitFor()
    await budi.page.locator('.message').getByText('Dokter umum, tempat praktik di Tebet.').waitFor()
    await bar(sari.page).waitFor({ state: 'detached' })
    await phone.page.getByText('Berbicara dengan petugas', { exact: true }).waitFor()
  })

  it('ends when the officer hangs up, and says who talked', async () => {
    await act(budi.page, 'Tutup')
    await phone.page.getByText('Terima kasih telah menghubungi').waitFor()
    await budi.page.locator('.call-card').getByText('Terlayani').waitFor()
    await budi.page.getByText('Budi mengambil alih telepon').waitFor()
    expect([...sari.complaints, ...budi.complaints, ...phone.complaints]).toEqual([])
  })

  it('leaves what calls reach to each officer, in their profile', async () => {
    const { page } = budi
    await page.getByRole('button', { name: /Profil/ }).click()
    const form = page.getByRole('form', { name: 'Telepon saya' })
    await form.getByLabel('Nomor telepon saya').fill('bukan nomor')
    await form.getByRole('button', { name: 'Simpan' }).click()
    await form.getByText('Ini bukan nomor telepon.').waitFor()
    await form.getByLabel('Nomor telepon saya').fill('0812-7777-6666')
    await form.getByLabel('Jawab telepon di peramban ini').uncheck()
    await form.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Pengaturan telepon disimpan.').waitFor()
    await expectAccessible(page)
  })
})
