/** A site that knows its visitors: its page carries the button with a token, or gives it later. */
import { SignJWT } from 'jose'
import { createSecretKey } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Citizen } from '../../server/wire/citizen.ts'
import { openBrowser, visit } from '../_browser.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'

const secret = 'rahasia-situs-yang-cukup-panjang-2026'
let office: Office
let browser: Browser
let sari: Client
let site: Server

beforeAll(async () => {
  office = await openOffice({ WIDGET_SECRET: secret })
  sari = await office.signIn()
  browser = await openBrowser()
  site = createServer((request, response) => {
    const attribute = request.url?.startsWith('/masuk') ? `data-identity="${known.token}"` : ''
    response.setHeader('content-type', 'text/html')
    response.end(
      `<!doctype html><title>JakEVO</title><script src="${office.url}/widget.js" ${attribute} async></script>`,
    )
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  known.token = await tokenOf('jakevo-7', 'Rina Kusuma')
})
afterAll(async () => {
  await browser.close()
  await office.stop()
  site.close()
})

const known = { token: '' }
const tokenOf = (sub: string, name: string) =>
  new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('tanya')
    .setExpirationTime('5m')
    .sign(createSecretKey(Buffer.from(secret)))

async function ask(path: string, question: string, prepare?: string): Promise<void> {
  const { page } = await visit(browser, `http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`)
  const button = page.getByRole('button', { name: /Tanya kami lewat chat/ })
  await button.waitFor()
  if (prepare) await page.evaluate((token) => window.Tanya?.identify(token), prepare)
  await button.click()
  const panel = page.frameLocator('iframe[title="Chat Tanya PTSP"]')
  await panel.getByLabel('Nama').fill('Rina')
  await panel.getByLabel('Pertanyaan Anda').fill(question)
  await panel.getByRole('button', { name: 'Kirim pertanyaan' }).click()
}
const ticketAbout = (subject: string) =>
  waitFor(async () => (await sari.tickets()).find((one) => one.subject === subject), subject, 15_000)

it('makes them verified by the attribute or by the call, and nobody without either', async () => {
  await ask('/masuk?nik=317', 'satu')
  const { id, contact } = await ticketAbout('satu')
  expect(contact).toMatchObject({ name: 'Rina Kusuma', verified: true })
  const { body } = await sari.request<Citizen>('GET', `/tickets/${id}/citizen`)
  expect(body.visitor?.page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/masuk$/)
  expect(body.visitor?.device).toMatch(/Chrome/)
  await ask('/', 'dua', await tokenOf('jakevo-8', 'Budi'))
  expect((await ticketAbout('dua')).contact).toMatchObject({ name: 'Budi', verified: true })
  await ask('/', 'tiga')
  expect((await ticketAbout('tiga')).contact).toMatchObject({ name: 'Rina', verified: false })
})
