/** The citizens' pages, by what Lighthouse looks at and a machine can tell without a clock: weight, shifts, caching, words, print. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openBrowser, visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'

let office: Office
let browser: Browser
beforeAll(async () => {
  office = await openOffice({ MAIL_ADDRESS: 'tanya@dpmptsp.example' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const dark = { colorScheme: 'dark' as const }
const paths = ['/', '/layanan', '/layanan/sip-bidan', '/tanya', '/lacak', '/privasi']

/** How far things jumped that stood already, in the measure of Lighthouse (CLS); asked once all is quiet. */
async function shiftsOf(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle')
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 300)
      }),
  )
}

describe.each(paths)('%s', (path) => {
  it('says what it is: language, title, description, one heading above all, and levels in order', async () => {
    const { page, complaints } = await visit(browser, office.url + path, phone)
    const head = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      title: document.title.length,
      description: document.querySelector<HTMLMetaElement>('meta[name=description]')?.content.length ?? 0,
      viewport: document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content,
      levels: [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1])),
      nameless: [...document.querySelectorAll('a')].filter(
        (one) => one.checkVisibility() && one.innerText.trim() === '',
      ).length,
      blind: document.querySelectorAll('img:not([alt]), img:not([width])').length,
    }))
    expect(head.lang).toBe('id')
    expect(head.title).toBeGreaterThan(10)
    expect(head.description).toBeGreaterThan(30)
    expect(head.viewport).toContain('width=device-width')
    expect(head.viewport).not.toMatch(/maximum-scale|user-scalable/)
    expect(head.levels.filter((level) => level === 1)).toHaveLength(1)
    expect(head.levels.every((level, index) => level - (head.levels[index - 1] ?? 0) <= 1)).toBe(true)
    expect(head.nameless).toBe(0)
    expect(head.blind).toBe(0)
    expect(complaints).toEqual([])
  })

  it('stands still while it comes, in both sizes and both lights, and is accessible', async () => {
    const look = async (options: BrowserContextOptions) => {
      const { page } = await visit(browser, office.url + path, options)
      expect(await shiftsOf(page)).toBeLessThan(0.05)
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0)
      if (options === phone || (path === '/' && options === dark)) await expectAccessible(page)
      await page.context().close()
    }
    // Most of it is waiting until nothing moves any more.
    await Promise.all([phone, { ...phone, ...dark }, {}, dark].map(look))
  })

  it('is light, asks nobody else, holds back nothing, and keeps what never changes', async () => {
    const { page } = await visit(browser, 'about:blank', phone)
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(office.url)) foreign.push(request.url())
    })
    const answer = await page.goto(office.url + path, { waitUntil: 'networkidle' })
    expect(foreign).toEqual([])
    expect(await answer?.headerValue('content-encoding')).toMatch(/^(br|gzip)$/)
    const loaded = await page.evaluate(() =>
      (performance.getEntries() as PerformanceResourceTiming[])
        .filter(({ entryType }) => entryType === 'resource' || entryType === 'navigation')
        .map(({ name, encodedBodySize, initiatorType }) => ({ name, encodedBodySize, initiatorType })),
    )
    expect(loaded.reduce((sum, one) => sum + one.encodedBodySize, 0)).toBeLessThan(40 * 1024)
    expect(loaded.length).toBeLessThan(12)
    const waitedFor = await page.evaluate(() => ({
      scripts: document.querySelectorAll('head script[src]:not([async], [defer], [type=module])').length,
      styles: document.querySelectorAll('head link[rel=stylesheet]').length,
      inline: document.querySelectorAll('script:not([src]), style, [style]:not(tanya-chat)').length,
    }))
    expect(waitedFor).toEqual({ scripts: 0, styles: 1, inline: 0 })
    for (const { name } of loaded.filter((one) => one.name.includes('/assets/'))) {
      const { headers } = await fetch(name)
      expect(headers.get('cache-control')).toContain('immutable')
    }
  })

  it('prints dark on white, without what only a screen has', async () => {
    const { page } = await visit(browser, office.url + path, { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    const seen = await page.evaluate(() => ({
      chat: [...document.querySelectorAll('tanya-chat')].some((one) => {
        const section = one.shadowRoot?.querySelector('section')
        return section ? getComputedStyle(section).display !== 'none' : false
      }),
      nav: [...document.querySelectorAll('header nav')].some(
        (one) => getComputedStyle(one).display !== 'none',
      ),
      ink: getComputedStyle(document.body).color,
    }))
    expect(seen).toMatchObject({ chat: false, nav: false })
    const [red = 255] = /\d+/.exec(seen.ink) ?? []
    expect(Number(red)).toBeLessThan(90)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1_000)
  })
})

it('comes back from the browser’s own memory: nothing on the page forbids it', async () => {
  const { headers } = await fetch(office.url)
  expect(headers.get('cache-control')).not.toContain('no-store')
  const { page } = await visit(browser, office.url)
  const before = await page.evaluate(() => {
    const marked = window as unknown as { mark?: number; onunload: unknown; onbeforeunload: unknown }
    return [marked.onunload, marked.onbeforeunload]
  })
  expect(before).toEqual([null, null])
})
