/** An officer's console in a browser. */
import type { Browser, Page } from 'playwright-core'
import { bringSession, visit, type Visit } from '../_browser.ts'
import { admin, type Client } from '../_office.ts'

/** Types themselves in, where the console asks who they are. */
export async function signInAt(page: Page, who = admin): Promise<void> {
  await page.getByLabel('Alamat surel').fill(who.email)
  await page.getByLabel('Kata sandi', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
}

/** The console of somebody who is signed in already. */
export async function openDesk(browser: Browser, url: string, client: Client): Promise<Visit> {
  const desk = await visit(browser, 'about:blank')
  await bringSession(desk.page.context(), url, client)
  await desk.page.goto(`${url}/desk/`)
  await desk.page.getByRole('navigation').first().waitFor()
  return desk
}
