/** An office, a browser before it, and the officer who answers: what most stories of citizens need. */
import type { Browser } from 'playwright-core'
import type { Env } from '../../server/config.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { openBrowser } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'

export interface Scene {
  office: Office
  browser: Browser
  sari: Client
  /** The ticket of whoever gave this name, which may still be on its way. */
  ticketOf(name: string): Promise<Ticket>
  close(): Promise<void>
}

export async function openScene(env: Env = {}): Promise<Scene> {
  const office = await openOffice(env)
  const browser = await openBrowser()
  const sari = await office.signIn()
  return {
    ...{ office, browser, sari },
    ticketOf: (name) =>
      waitFor(
        async () => (await sari.tickets()).find(({ contact }) => contact.name === name),
        `the ticket of ${name}`,
        30_000,
      ),
    async close() {
      await browser.close()
      await office.stop()
    },
  }
}
