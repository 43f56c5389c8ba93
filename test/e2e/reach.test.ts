/** The chat window for those who see, hear or touch otherwise: zoom, forced colours, less motion, fingers, screen readers. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openScene } from './_scene.ts'
import { askIn, openContext, openWindow, write } from './_window.ts'

const { office, browser, sari, ticketOf, close } = await openScene({ CHAT_ANSWERS: 'on' })
afterAll(close)

/** What can be pressed or filled in, and is to be seen. Links amid words are exempt (WCAG 2.5.8). */
const controls =
  'button:visible, select:visible, textarea:visible, input:visible:not([type=file]), label.composer__clip'

async function begin(options: BrowserContextOptions, name: string): Promise<{ page: Page; id: number }> {
  const page = await openWindow(await openContext(browser, options), office.url)
  await page.getByLabel('Nama').waitFor()
  await expectWithinReach(page)
  await askIn(page, name, 'apa saja syarat sip bidan?')
  await page.locator('.bubble--machine').waitFor()
  return { page, id: (await ticketOf(name)).id }
}

/** Nothing has to be scrolled sideways for, and every control can be brought to sight and is on top there. */
async function expectWithinReach(page: Page, within = 'body'): Promise<void> {
  const isWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.log, .form, .over')].some(
      (one) => one.scrollWidth > one.clientWidth,
    ),
  )
  expect(isWide).toBe(false)
  for (const control of await page.locator(within).locator(controls).all()) {
    await control.scrollIntoViewIfNeeded()
    const hidden = await control.evaluate((one) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      const top = document.elementFromPoint(x + width / 2, y + height / 2)
      return top !== null && (one.contains(top) || top.contains(one)) ? null : one.outerHTML.slice(0, 120)
    })
    expect(hidden).toBeNull()
  }
}

async function endChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pilihan lain' }).click()
  await expectWithinReach(page, '.drawer')
  await page.getByRole('button', { name: 'Akhiri chat' }).click()
  await page.getByRole('button', { name: 'Ya, akhiri' }).click()
  await page.getByRole('button', { name: 'Pertanyaan baru' }).waitFor()
}

describe('the chat window', () => {
  it.each([
    ['a telephone at 200 %', { viewport: { width: 195, height: 422 }, deviceScaleFactor: 2 }],
    ['a telephone on its side', { viewport: { width: 667, height: 375 }, hasTouch: true, isMobile: true }],
    ['a small desk screen at 400 %', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
  ])('is whole on %s', async (name, options) => {
    const { page } = await begin(options, name)
    await write(page, `sangat${'panjang'.repeat(30)}`)
    await expectWithinReach(page)
    const room = await page.locator('.log').evaluate((log) => log.clientHeight)
    expect(room).toBeGreaterThan(60)
    await endChat(page)
    await expectWithinReach(page)
  })

  it('gives fingers room on a telephone, and a mouse at least 24 pixels', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    for (const [options, least] of [
      [phone, 44],
      [{}, 24],
    ] as const) {
      const { page } = await begin(options, `Jari ${least}`)
      await page.getByRole('button', { name: 'Pilihan lain' }).click()
      const small = await page.locator(controls).evaluateAll(
        (all, least) =>
          all
            .map((one) => ({ box: one.getBoundingClientRect(), html: one.outerHTML.slice(0, 100) }))
            .filter(({ box }) => box.height < least || box.width < least)
            .map(({ html }) => html),
        least,
      )
      expect(small).toEqual([])
    }
  })

  it('shows what one has written, also below a long answer that one was reading', async () => {
    const { page } = await begin({}, 'Panjang')
    await write(page, 'ini tulisan saya')
    const own = page.locator('.bubble--own').last()
    await own.getByText('ini tulisan saya').waitFor()
    const place = await own.boundingBox()
    const log = await page.locator('.log').boundingBox()
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual((log?.y ?? 0) + (log?.height ?? 0))
  })

  it('keeps its outlines in forced colours', async () => {
    const { page, id } = await begin({ forcedColors: 'active' }, 'Kontras')
    await sari.reply(id, 'Halo, Bu.')
    await page.getByText('Halo, Bu.').waitFor()
    const outlines = await page
      .locator('.bubble, .composer__send, .composer textarea, .head')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).borderBottomWidth)))
    expect(Math.min(...outlines)).toBeGreaterThan(0)
    await endChat(page)
    await page.getByRole('button', { name: '4 dari 5' }).click()
    const [chosen, other] = await page
      .locator('.rating__score')
      .evaluateAll((all) => [all[3], all[0]].map((one) => getComputedStyle(one as Element).backgroundColor))
    expect(chosen).not.toBe(other)
  })

  it('does not move where less motion is wished for', async () => {
    const { page, id } = await begin({ reducedMotion: 'reduce' }, 'Tenang')
    const desk = await office.desk(sari)
    await desk.send('typing', { ticketId: id, on: true })
    await page.locator('.dots').waitFor()
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter(({ effect, playState }) => {
          return playState === 'running' && effect?.getComputedTiming().iterations === Infinity
        }).length,
    )
    expect(moving).toBe(0)
  })

  it('tells a screen reader what comes, and leaves the cursor where one writes', async () => {
    const { page, id } = await begin({}, 'Dengar')
    const log = page.getByRole('log', { name: 'Isi chat' })
    await write(page, 'satu lagi')
    await page.locator('textarea:focus').waitFor()
    await sari.reply(id, 'Jawaban untuk didengar.')
    await log.getByText('Jawaban untuk didengar.').waitFor()
    expect(await log.getAttribute('aria-live')).not.toBe('off')
    expect(await log.getByRole('article').last().innerText()).toMatch(/^A\s+Admin/)
    await page.locator('textarea:focus').waitFor()
    await page.context().setOffline(true)
    await page.getByRole('status').filter({ hasText: 'Menunggu jaringan' }).waitFor()
    await page.context().setOffline(false)
    await endChat(page)
    // The question that had the focus is gone: what had asked it has it again.
    await page.getByRole('button', { name: 'Pilihan lain' }).and(page.locator(':focus')).waitFor()
  })
})
