/** An office, a browser before it, and the officer who answers: what most stories of citizens need. */
import type { Browser, Page } from 'playwright-core'
import type { Env } from '../../server/config.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startChat, type Started } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'

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

export interface ChatAtTheDesk {
  office: Office
  chat: Started
  page: Page
  close(): Promise<void>
}

/** A chat, and the desk in a browser with its ticket open. */
export async function openChatAtTheDesk(asked: Parameters<typeof startChat>[1]): Promise<ChatAtTheDesk> {
  const office = await openOffice()
  const browser = await openBrowser()
  const chat = await startChat(office, asked)
  const { page } = await visit(browser, `${office.url}/desk/#/open/${chat.ticketId}`)
  await signInAt(page)
  return {
    ...{ office, chat, page },
    async close() {
      await browser.close()
      await office.stop()
    },
  }
}
