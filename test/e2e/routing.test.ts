/** Taking chats at the desk: named, called, away, handed over. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ticket } from '../../server/wire/ticket.ts'
import { expectAccessible, openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startChat } from '../server/_cast.ts'
import { addColleague } from '../server/_staff.ts'
import { signInAt } from './_desk.ts'

describe('taking chats', () => {
  let office: Office
  let browser: Browser
  let page: Page
  let complaints: string[]
  let budi: Client

  beforeAll(async () => {
    office = await openOffice()
    browser = await openBrowser()
    budi = await addColleague(office, 'Budi')
    const desk = await visit(browser, `${office.url}/desk/`)
    page = desk.page
    await signInAt(page)
    await page.getByRole('switch', { name: /Menerima obrolan/ }).waitFor()
    complaints = desk.complaints
    complaints.length = 0 // the browser notes the 401 on the way here
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  const call = () => page.getByRole('region', { name: /^Obrolan/ })
  const ticket = async (id: number) => (await budi.request<Ticket>('GET', `/tickets/${id}`)).body
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  it('asks the first admin for a name, and lets work go on without', async () => {
    await page.getByLabel('Siapa nama Anda?').last().fill('Sari Wulandari')
    await expectAccessible(page)
    await button('Simpan').click()
    await page.getByText('Sari Wulandari').waitFor()
    expect(await page.getByLabel('Siapa nama Anda?').count()).toBe(0)
  })

  it('calls for a new chat, and takes it by one key', async () => {
    const { ticketId } = await startChat(office, { text: 'Berapa lama KRK?', name: 'Bu Rina' })
    await call().getByText('Bu Rina').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('y')
    await waitFor(async () => (await ticket(ticketId)).assignee?.name === 'Sari Wulandari', 'the assignee')
    await page.getByRole('textbox', { name: 'Tulis balasan' }).waitFor()
    expect(await call().count()).toBe(0)
  })

  it('calls no longer when a colleague was quicker, or the agent is away', async () => {
    const { ticketId } = await startChat(office, { text: 'Halo', name: 'Pak Joko' })
    await call().getByText('Pak Joko').waitFor()
    await budi.request('POST', `/tickets/${ticketId}/accept`)
    await call().waitFor({ state: 'detached' })
    const availability = page.getByRole('switch', { name: /Menerima obrolan/ })
    await availability.click()
    await page.getByText('Istirahat', { exact: true }).waitFor()
    const other = await startChat(office, { text: 'Halo juga', name: 'Bu Wati' })
    await page.getByRole('list', { name: 'Daftar tiket' }).getByText('Bu Wati').waitFor()
    expect(await call().count()).toBe(0)
    await availability.click()
    await call().getByText('Bu Wati').waitFor()
    await button('Lewati').click()
    await call().waitFor({ state: 'detached' })
    expect((await ticket(other.ticketId)).assignee).toBeNull()
  })

  it('hands a chat over with a note, to somebody who is there', async () => {
    const { ticketId } = await startChat(office, { text: 'Soal makam', name: 'Pak Made' })
    await call().getByText('Pak Made').waitFor()
    await button('Terima').click()
    await page.getByText('Soal makam').last().waitFor()
    await button('Teruskan').click()
    const dialog = page.getByRole('dialog', { name: 'Teruskan tiket' })
    expect(await dialog.getByRole('radio', { name: /Budi/ }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    const desk = await office.desk(budi)
    await waitFor(async () => {
      await button('Teruskan').click()
      if (await dialog.getByRole('radio', { name: /Budi/ }).isEnabled()) return true
      return page.keyboard.press('Escape').then(() => false)
    }, 'Budi at his desk')
    await dialog.getByRole('radio', { name: /Budi/ }).check()
    await dialog.getByLabel('Catatan untuk rekan').fill('Anda lebih tahu.')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Teruskan' }).click()
    await page.getByText('Anda lebih tahu.').waitFor()
    await desk.until('ticket:changed', (one: { ticket: Ticket }) => one.ticket.offer !== null)
    expect((await ticket(ticketId)).offer).toMatchObject({ byId: 1 })
  })

  it('lets an admin give chats out in turn, to teams', async () => {
    await button(/Profil saya/).click()
    await page.getByLabel('Nama untuk warga').fill('Mbak Sari')
    await expectAccessible(page)
    await button('Pembagian obrolan').click()
    const dialog = page.getByRole('dialog', { name: 'Pembagian obrolan dan tim' })
    await dialog.getByRole('radio', { name: /Bergiliran/ }).check()
    await dialog.getByLabel('Nama tim baru').fill('Makam')
    await dialog.getByRole('button', { name: 'Tambah' }).click()
    await dialog.getByText('Makam', { exact: true }).click()
    await dialog.getByRole('checkbox', { name: 'Kematian dan makam' }).check()
    await dialog.getByRole('checkbox', { name: 'Budi' }).check()
    await expectAccessible(page)
    await waitFor(async () => {
      const { body } = await budi.request<{ items: object[] }>('GET', '/teams')
      return (body.items as { memberIds: number[]; themes: string[] }[])[0]?.memberIds.length === 1
    }, 'the team')
    expect((await budi.request<{ mode: string }>('GET', '/routing')).body.mode).toBe('turns')
    expect(complaints).toEqual([])
  })
})
