/** A call with real eyes: a citizen at the telephone of the simulator, an officer at the desk. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, waitFor, type Office } from '../_office.ts'
import { libraryThatIs } from '../server/_telephone.ts'
import { signInAt } from './_desk.ts'

const officerNumber = '+6281199988877'

describe('a call, answered at the desk', () => {
  let office: Office
  let browser: Browser
  let desk: Visit
  let phone: Visit

  beforeAll(async () => {
    office = await openOffice({}, { libraryDir: libraryThatIs(true) })
    browser = await openBrowser()
    const sari = await office.signIn()
    // The telephone in the browser has a story of its own.
    await sari.request('PATCH', '/session/phone', { number: officerNumber, rings: false, browser: false })
    desk = await visit(browser, `${office.url}/desk/`)
    await signInAt(desk.page)
    await desk.page.getByRole('navigation').first().waitFor()
    phone = await visit(browser, `${office.url}/simulator/`)
    desk.complaints.length = 0 // the browser notes each 401 on the way here
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })
  const key = (page: Page, name: string) => page.locator('#keys').getByRole('button', { name, exact: true })

  it('rings, is understood, and comes up at the desk with what was said and a suggestion', async () => {
    const { page } = phone
    await page.getByRole('radio', { name: 'Telepon' }).check()
    await page.getByRole('button', { name: 'Telepon kantor' }).click()
    await page.getByText('Tekan nol kapan saja').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Yang Anda ucapkan').fill('berapa biaya perpanjangan izin makam')
    await page.getByRole('button', { name: 'Ucapkan' }).click()
    await page.getByText('Apakah ini menjawab pertanyaan Anda').waitFor()
    await key(page, '0').click()
    await page.getByText('Anda di urutan ke-1').waitFor()

    const queue = desk.page.locator('.call-queue')
    await queue.getByText('1 menunggu').waitFor()
    await queue.getByRole('button', { name: 'Jawab' }).click()
    await desk.page.locator('.message').getByText('berapa biaya perpanjangan izin makam').waitFor()
    await desk.page.getByText('Biaya: Perpanjangan Izin Penggunaan Tanah Makam').first().waitFor()
    await desk.page.locator('.call-card').getByText('Nomor ini belum dikenal').waitFor()
    await expectAccessible(desk.page)
  })

  it('is talked about once the officer accepts, and ends with how long that was', async () => {
    const { page } = phone
    const ringing = page.locator('#ringing li').filter({ hasText: officerNumber })
    await ringing.getByRole('button', { name: 'Angkat' }).click()
    await ringing.getByRole('button', { name: '1', exact: true }).click()
    await desk.page.getByText('Berbicara dengan').first().waitFor()
    await page.getByRole('button', { name: 'Tutup', exact: true }).click()
    await desk.page.locator('.call-card').getByText('Terlayani').waitFor()
    await desk.page.getByText(/^Telepon selesai: Terlayani/).waitFor()
  })

  it('leaves a message that can be played, and nobody complains of anything', async () => {
    const { page } = phone
    await page.getByRole('textbox', { name: 'Nomor Anda' }).fill('+628120000009')
    await page.getByRole('button', { name: 'Telepon kantor' }).click()
    await page.getByText('Tekan nol kapan saja').waitFor()
    await key(page, '0').click()
    await page.getByText('Anda di urutan ke-1').waitFor()
    await key(page, '2').click()
    await page.getByText('Tekan satu bila Anda setuju direkam').waitFor()
    await key(page, '1').click()
    await page.getByRole('button', { name: 'Tinggalkan nada' }).click()
    await page.getByText('pesan Anda sudah kami terima').waitFor()
    await desk.page
      .getByRole('list', { name: 'Daftar tiket' })
      .getByRole('link', { name: /Pesan suara/ })
      .click()
    const sound = desk.page.locator('audio')
    await sound.waitFor()
    // News of the recording may put another player in its place.
    const durationOnceLoaded = (element: Element) => {
      const audio = element as HTMLAudioElement
      if (audio.preload !== 'auto') {
        audio.preload = 'auto'
        audio.load()
      }
      return audio.duration || 0
    }
    const seconds = await waitFor(() => sound.evaluate(durationOnceLoaded), 'the sound to be read')
    expect(seconds).toBeCloseTo(4, 1)
    expect([...phone.complaints, ...desk.complaints]).toEqual([])
  })
})
