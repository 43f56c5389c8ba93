/** The console's rail on a laptop: all of it in sight, also below the question for one's name. */
import { expect, it } from 'vitest'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice } from '../_office.ts'
import { signInAt } from './_desk.ts'

it('has room for its last icon at 1280 by 720, with the notice above', async () => {
  const office = await openOffice({ MAIL_ADDRESS: 'tanya@dpmptsp.example' })
  const browser = await openBrowser()
  const { page } = await visit(browser, `${office.url}/desk/`, { viewport: { width: 1280, height: 720 } })
  await signInAt(page)
  await page.getByText('Siapa nama Anda?').waitFor()
  const last = await page.getByRole('button', { name: 'Keluar' }).boundingBox()
  expect((last?.y ?? Infinity) + (last?.height ?? 0)).toBeLessThanOrEqual(720)
  await browser.close()
  await office.stop()
})
