/** The chat window on the lines that citizens have: each side ends with the same thread, nothing lost, nothing twice. */
import { afterAll, describe, expect, it } from 'vitest'
import { waitFor } from '../_office.ts'
import { openLine } from './_line.ts'
import { openProxy } from './_proxy.ts'
import { openScene } from './_scene.ts'
import { allSent, askIn, openContext, openWindow, texts, write } from './_window.ts'

const { office, browser, sari, ticketOf, close } = await openScene()
afterAll(close)

const idOf = async (name: string) => (await ticketOf(name)).id
const threadAt = async (id: number) => (await sari.messages(id)).map(({ text }) => text)
const arrived = (id: number, text: string) =>
  waitFor(async () => (await threadAt(id)).includes(text), text, 60_000)

describe('the chat window', () => {
  it('goes on over a restart of the server, with what was written meanwhile', async () => {
    const page = await openWindow(await openContext(browser), office.url)
    await askIn(page, 'Mulai', 'sebelum')
    const id = await idOf('Mulai')
    const restarted = office.restart()
    await write(page, 'selama')
    await restarted
    await write(page, 'sesudah')
    await arrived(id, 'sesudah')
    await sari.reply(id, 'balasan kami')
    await page.getByText('balasan kami').waitFor()
    await allSent(page)
    expect(await texts(page)).toEqual(['sebelum', 'selama', 'sesudah', 'balasan kami'])
    expect(await threadAt(id)).toEqual(['sebelum', 'selama', 'sesudah', 'balasan kami'])
  })

  it('is one conversation in two tabs', async () => {
    const context = await openContext(browser)
    const one = await openWindow(context, office.url)
    const other = await openWindow(context, office.url)
    await askIn(one, 'Dua', 'dari satu')
    const id = await idOf('Dua')
    await other.getByText('dari satu').waitFor()
    await write(other, 'dari dua')
    await one.getByText('dari dua').waitFor()
    // Tabs share what waits, too: seen in the other one, it may not have left yet.
    await arrived(id, 'dari dua')
    await sari.reply(id, 'untuk keduanya')
    for (const page of [one, other]) {
      await page.getByText('untuk keduanya').waitFor()
      await allSent(page)
      expect(await texts(page)).toEqual(['dari satu', 'dari dua', 'untuk keduanya'])
    }
    expect(await threadAt(id)).toHaveLength(3)
  })

  it('finds what was said while its tab slept', async () => {
    const context = await openContext(browser)
    const page = await openWindow(context, office.url)
    await askIn(page, 'Tidur', 'halo')
    const id = await idOf('Tidur')
    const devtools = await context.newCDPSession(page)
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    await sari.reply(id, 'satu')
    await sari.reply(id, 'dua')
    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
    await page.getByText('dua').waitFor()
    expect(await texts(page)).toEqual(['halo', 'satu', 'dua'])
  })

  it('works on slow 3G, with 400 ms each way', async () => {
    const context = await openContext(browser)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    const slow = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...slow })
    await page.goto(`${office.url}/widget/`)
    await askIn(page, 'Pelan', 'halo')
    const id = await idOf('Pelan')
    for (const text of ['satu', 'dua', 'tiga']) await write(page, text)
    await arrived(id, 'tiga')
    await sari.reply(id, 'balasan kami')
    await page.getByText('balasan kami').waitFor()
    expect(await texts(page)).toEqual(['halo', 'satu', 'dua', 'tiga', 'balasan kami'])
  })

  it('works at 200 ms each way on a line that loses and breaks', async () => {
    const faults = { delayMs: 200, lossShare: 0.1, lossMs: 800, breakShare: 0.05, seed: 7 }
    const line = await openLine(office.url, faults)
    const page = await openWindow(await openContext(browser), line.url)
    await askIn(page, 'Hilang', 'pesan 0')
    const id = await idOf('Hilang')
    line.isBad = true
    const ours = Array.from({ length: 12 }, (_, index) => `pesan ${index + 1}`)
    for (const text of ours) {
      await write(page, text)
      await sari.reply(id, `balasan ${text}`)
    }
    await arrived(id, 'pesan 12')
    await page.getByText('balasan pesan 12', { exact: true }).waitFor()
    await allSent(page)
    const thread = await threadAt(id)
    expect(thread).toHaveLength(25)
    expect(thread.filter((text) => text.startsWith('pesan'))).toEqual(['pesan 0', ...ours])
    expect(await texts(page)).toEqual(thread)
    expect(line.breaks).toBeGreaterThan(0)
    await page.context().close()
    line.stop()
  })

  it('shows the order of the office on a device whose clock is hours wrong', async () => {
    const page = await openWindow(await openContext(browser), office.url)
    await page.clock.setFixedTime(Date.now() + 7 * 3600_000)
    await askIn(page, 'Jam', 'halo')
    const id = await idOf('Jam')
    await sari.reply(id, 'balasan kami')
    await page.getByText('balasan kami').waitFor()
    await write(page, 'sesudahnya')
    await arrived(id, 'sesudahnya')
    await allSent(page)
    expect(await texts(page)).toEqual(['halo', 'balasan kami', 'sesudahnya'])
  })

  it('works through a proxy that lets only long-polling through, also when it loses acknowledgements', async () => {
    const proxy = await openProxy(office.url)
    const page = await openWindow(await openContext(browser), proxy.url)
    await askIn(page, 'Proksi', 'halo')
    const id = await idOf('Proksi')
    await sari.reply(id, 'lewat HTTP')
    await page.getByText('lewat HTTP').waitFor()
    proxy.lost = 1
    await write(page, 'satu')
    await arrived(id, 'satu')
    await write(page, 'dua')
    await arrived(id, 'dua')
    await allSent(page)
    expect(await texts(page)).toEqual(['halo', 'lewat HTTP', 'satu', 'dua'])
    expect(await threadAt(id)).toEqual(['halo', 'lewat HTTP', 'satu', 'dua'])
    expect(proxy.upgrades).toBeGreaterThan(0)
    await page.context().close()
    proxy.stop()
  })
})
