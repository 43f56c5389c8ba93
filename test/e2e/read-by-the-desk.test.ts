/** That a citizen's words were read is said by the screen that has them, and by no other. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Marks } from '../../server/wire/chat-socket.ts'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, type Office } from '../_office.ts'
import { startChat, type Started } from '../server/_cast.ts'
import { signInAt } from './_desk.ts'

let office: Office
let browser: Browser
let page: Page
let chat: Started

beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
  chat = await startChat(office, { text: 'halo' })
  ;({ page } = await visit(browser, `${office.url}/desk/#/open/${chat.ticketId}`))
  await signInAt(page)
})
afterAll(async () => {
  await browser.close()
  await office.stop()
})

const until = (deliveredSeq: number, readSeq: number) =>
  chat.window.until<Marks>(
    'marks',
    (marks) => marks.deliveredSeq === deliveredSeq && marks.readSeq === readSeq,
  )

it('says so of what comes into the ticket that is open', async () => {
  await until(1, 1)
  await chat.window.send('message', { clientId: 'b', text: 'satu lagi' })
  await until(2, 2)
})

it('says nothing of what comes in while the desk shows its list', async () => {
  await page.goto(`${office.url}/desk/#/open`)
  await expect.poll(() => page.url()).toMatch(/open$/)
  await chat.window.send('message', { clientId: 'c', text: 'dan ini' })
  await until(3, 2)
})
