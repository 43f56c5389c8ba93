/** Debian's Chromium, headless, with what a story needs to see: no error in its console, no fault for axe. */
import AxeBuilder from '@axe-core/playwright'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { expect } from 'vitest'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args })
}

export interface Visit {
  page: Page
  /** What the page complained about, less what is expected of it. */
  complaints: string[]
}

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'id-ID',
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => void complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(url)
  return { page, complaints }
}

/** A telephone on which somebody is signed in already. */
export async function openPhone(
  browser: Browser,
  url: string,
  { cookie }: { cookie: string },
): Promise<Page> {
  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 390, height: 844 } })
  await bringSession(context, url, { cookie })
  const phone = await context.newPage()
  phone.setDefaultTimeout(15_000)
  return phone
}

/** Who opens the console in this browser is signed in already. */
export async function bringSession(
  context: BrowserContext,
  url: string,
  { cookie }: { cookie: string },
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
}

/** WCAG 2.2 A and AA (https://www.w3.org/TR/WCAG22/), as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // No script runs in a mail's frame, not even this one.
    .exclude('.html-frame')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}
