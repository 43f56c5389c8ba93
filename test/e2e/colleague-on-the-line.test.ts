/** Two officers in one call: one rings the other, thinks better of it, and each sees whose microphone is off. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { addColleague } from '../server/_staff.ts'
import { libraryThatIs } from '../server/_telephone.ts'

let office: Office
let browser: Browser
let sari: Visit
let budi: Visit
beforeAll(async () => {
  office = await openOffice({}, { libraryDir: libraryThatIs(true) })
  browser = await openBrowser()
  sari = await deskOf(await office.signIn())
  const colleague = await addColleague(office, 'Budi')
  await colleague.request('PATCH', '/agents/me', { availability: 'away' })
  budi = await deskOf(colleague)
  const phone = await visit(browser, `${office.url}/simulator/`)
  await phone.page.getByRole('radio', { name: 'Telepon' }).check()
  await phone.page.getByRole('button', { name: 'Telepon kantor' }).click()
  await phone.page.getByText('Tekan nol kapan saja').waitFor()
  await phone.page.locator('#keys').getByRole('button', { name: '0', exact: true }).click()
  await sari.page.locator('.call-bar').getByText('Telepon menunggu petugas').waitFor()
  await sari.page.keyboard.press('y')
  await bar(sari.page).getByText('Anda sedang berbicara').waitFor()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

async function deskOf(client: Client): Promise<Visit> {
  const [name = '', value = ''] = client.cookie.split('=')
  const desk = await visit(browser, 'about:blank')
  await desk.page.context().addCookies([{ name, value, url: office.url }])
  await desk.page.goto(`${office.url}/desk/`)
  await desk.page.getByRole('navigation').first().waitFor()
  return desk
}
const bar = (page: Page): Locator => page.locator('.call-bar')
const act = (page: Page, name: string) => bar(page).getByRole('button', { name }).click()

async function invite(): Promise<void> {
  await act(sari.page, 'Ajak rekan')
  const dialog = sari.page.getByRole('dialog', { name: 'Ajak rekan ikut berbicara' })
  await dialog.getByRole('radio', { name: /Budi/ }).check()
  await dialog.getByRole('button', { name: 'Ajak rekan' }).click()
  await bar(budi.page).getByText('mengajak Anda').waitFor()
}

it('rings a colleague no longer when the officer thinks better of it', async () => {
  await invite()
  await expectAccessible(sari.page)
  await act(sari.page, 'Batal menghubungi')
  await bar(budi.page).waitFor({ state: 'detached' })
  await sari.page.locator('.call-event').getByText('Admin batal menghubungi Budi').waitFor()
  await bar(sari.page).getByRole('button', { name: 'Batal menghubungi' }).waitFor({ state: 'detached' })
})

it('shows a colleague whose microphone is off', async () => {
  await invite()
  await act(budi.page, 'Jawab')
  await bar(budi.page).getByText('bersama Admin').waitFor()
  await act(sari.page, 'Bisukan')
  await bar(budi.page).getByText('bersama Admin (mikrofon mati)').waitFor()
  await bar(sari.page).getByRole('button', { name: 'Suarakan' }).click()
  await bar(budi.page).getByText('(mikrofon mati)').waitFor({ state: 'detached' })
  expect([...sari.complaints, ...budi.complaints]).toEqual([])
})
