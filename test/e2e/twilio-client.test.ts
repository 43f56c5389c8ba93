/** Twilio's own client in the officer's browser: fetched by itself, and let through by the policy of the page. */
import { expect, it } from 'vitest'
import { bringSession, openBrowser, visit } from '../_browser.ts'
import { openTelephone } from '../server/_telephone.ts'

const key = { TWILIO_API_KEY_SID: 'SK' + 'c3'.repeat(16), TWILIO_API_KEY_SECRET: 'secret-of-the-key' }

it('is fetched where Twilio is configured, and tries to reach Twilio without a complaint about the policy', async () => {
  const house = await openTelephone({ isOpen: true, env: key })
  const browser = await openBrowser()
  try {
    const desk = await visit(browser, 'about:blank')
    const asked: string[] = []
    // Nothing leaves this machine: what the client asks Twilio for is answered here.
    await desk.page.context().routeWebSocket(/twilio\.com/, (socket) => {
      asked.push(socket.url())
    })
    await desk.page.context().route(/https:\/\/[^/]*twilio\.com/, (route) => route.abort())
    await bringSession(desk.page.context(), house.office.url, house.sari)
    const chunk = desk.page.waitForResponse(/\/assets\/twilio-softphone-[\w-]+\.js$/)
    await desk.page.goto(`${house.office.url}/desk/`)
    expect((await chunk).status()).toBe(200)
    await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(0)
    expect(asked[0]).toMatch(/^wss:\/\/voice-js\.roaming\.twilio\.com/)
    expect(desk.complaints.filter((words) => /Content Security Policy/i.test(words))).toEqual([])
  } finally {
    await browser.close()
    await house.stop()
  }
})
