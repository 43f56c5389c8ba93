/** What an officer sees of an automatic acknowledgement. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'
import { sendMail } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'

let office: Office
let browser: Browser

beforeAll(async () => {
  office = await openOffice({ ACKNOWLEDGE: 'on' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

it('stands folded in the thread as what no officer wrote, and the citizen still waits', async () => {
  const text = 'biaya perpanjangan SIM A di MPP berapa ya'
  await sendMail(office.smtpPort, { from: 'Hendra <hendra@example.org>', subject: 'Biaya SIM', text })
  const { page, complaints } = await visit(browser, `${office.url}/desk/`)
  await signInAt(page)
  await page.getByRole('link').filter({ hasText: 'Hendra' }).first().click()
  complaints.length = 0
  const automatic = page.locator('.message--automatic')
  await automatic.getByText('Balasan otomatis kepada warga').waitFor()
  expect(await automatic.getByText('Yth. Bapak/Ibu Hendra').isVisible()).toBe(false)
  expect(await automatic.getByText('dari jawaban sim-perpanjangan/biaya').isVisible()).toBe(true)
  await automatic.getByText('Balasan otomatis kepada warga').click()
  await automatic.getByText('Yth. Bapak/Ibu Hendra').waitFor()
  await expectAccessible(page)
  expect(complaints).toEqual([])
  const sari = await office.signIn()
  const [ticket] = await sari.tickets()
  expect(ticket).toMatchObject({ status: 'new', waiting: true, preview: text })
})
