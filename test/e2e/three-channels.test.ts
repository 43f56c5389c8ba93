/** The story with real eyes: an agent at the desk, a citizen in the chat window, one mail and one SMS. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverEnv } from '../../bin/server-process.mjs'
import { expectAccessible, openBrowser, visit, type Visit } from '../_browser.ts'
import { admin, openOffice, waitFor, type Office } from '../_office.ts'
import { signInAt } from './_desk.ts'

const root = join(import.meta.dirname, '..', '..')
const mailbox = 'komunikasiinformasi.dpmptsp@jakarta.go.id'

describe('one mail, one chat and one SMS, answered at the desk', () => {
  let office: Office
  let browser: Browser
  let desk: Visit
  let citizen: Visit

  beforeAll(async () => {
    office = await openOffice()
    browser = await openBrowser()
    desk = await visit(browser, `${office.url}/desk/`)
    citizen = await visit(browser, office.url)
  })
  afterAll(async () => {
    await browser.close()
    await office.stop()
  })

  it('signs the agent in, kindly refusing a wrong password first', async () => {
    const { page } = desk
    await expectAccessible(page)
    await signInAt(page, { ...admin, password: 'salah-semua' })
    await page.getByRole('alert').filter({ hasText: 'tidak cocok' }).waitFor()
    await signInAt(page)
    await page.getByRole('heading', { name: 'Kotak masuk siap, tinggal menunggu pertanyaan' }).waitFor()
    await expectAccessible(page)
    desk.complaints.length = 0 // the browser notes each 401 on the way here
  })

  it('brings a mail to the screen with no reload, and sends the edited suggestion back', async () => {
    const { page } = desk
    const body = 'Selamat pagi, apa saja syarat SIP dokter umum?'
    const args = [
      '--to',
      mailbox,
      '--from',
      'budi@example.org',
      '--header',
      'From: Budi Santoso <budi@example.org>',
    ]
    await run('swaks', [
      '--server',
      `127.0.0.1:${office.smtpPort}`,
      ...args,
      '--header',
      'Subject: syarat sip dokter',
      '--body',
      body,
    ])
    await openTicket(page, /Budi Santoso/)
    await page.getByText(body).first().waitFor()
    const publicPage = page.getByRole('link', { name: /^Halaman warga .*: Persyaratan: .*Dokter/ }).first()
    expect(await publicPage.getAttribute('href')).toBe('/layanan/sip-dokter')
    await answer(page, /^Sisipkan jawaban: Persyaratan/, 'Selamat pagi, Pak Budi.\n')
    await page.locator('.delivery[data-state="sent"]').waitFor()
    await page.getByText(/Tersimpan sebagai berkas/).waitFor()
    expect(readdirSync(join(office.dataDir, 'outgoing'))).toHaveLength(1)
    await expectAccessible(page)
  })

  it('chats with a citizen, both ways', async () => {
    await expectAccessible(citizen.page)
    await citizen.page.getByRole('button', { name: 'Tanya kami lewat chat' }).click()
    const panel = citizen.page.frameLocator('iframe[title="Chat Tanya PTSP"]')
    await panel.getByLabel('Nama').fill('Rina Wulandari')
    await panel.getByLabel('Pertanyaan Anda').fill('berapa lama krk pak?')
    await expectAccessible(citizen.page)
    await panel.getByRole('button', { name: 'Kirim pertanyaan' }).click()
    await panel
      .getByRole('article')
      .filter({ hasText: 'berapa lama krk pak?' })
      .getByText('Terkirim')
      .waitFor()

    await openTicket(desk.page, /Rina Wulandari/)
    await answer(desk.page, /^Sisipkan jawaban: Waktu/, 'Halo Bu Rina. ')
    const shown = panel.getByRole('article').filter({ hasText: 'Halo Bu Rina.' })
    await shown.waitFor()
    await desk.page.locator('.delivery[data-state="read"]').waitFor()
    await expectAccessible(citizen.page)

    await panel.getByLabel('Tulis pesan').pressSequentially('Terima kasih')
    await desk.page
      .getByText(/sedang mengetik/)
      .first()
      .waitFor()
    await panel.getByRole('button', { name: 'Kirim', exact: true }).click()
    await desk.page.getByRole('log').getByText('Terima kasih').waitFor()
  })

  it('finds the conversation again after a reload', async () => {
    await citizen.page.reload()
    await citizen.page.getByRole('button', { name: /Tanya kami lewat chat/ }).click()
    const panel = citizen.page.frameLocator('iframe[title="Chat Tanya PTSP"]')
    await panel.getByRole('article').filter({ hasText: 'Halo Bu Rina.' }).waitFor()
    expect(await panel.getByRole('article').count()).toBe(3)
  })

  it('answers an SMS, and shows that it arrived', async () => {
    const env = { PATH: process.env['PATH'], ...serverEnv, ...office.env } as NodeJS.ProcessEnv
    const command = [join(root, 'server', 'cli.ts'), 'simulate', 'sms', '--from', '+628123456789']
    await run(process.execPath, [...command, 'perpanjang makam ortu bayar berapa skrg'], {
      env,
      cwd: office.dataDir,
    })
    await openTicket(desk.page, /\+62/)
    await answer(desk.page, /^Sisipkan jawaban: Biaya/, '')
    await desk.page.locator('.delivery[data-state="delivered"]').waitFor()
    await expectAccessible(desk.page)
  })

  it('speaks English by a switch, and works on a phone', async () => {
    await desk.page.getByRole('button', { name: 'EN: English' }).click()
    await desk.page.getByRole('list', { name: 'Ticket list' }).waitFor()
    const phone = await visit(browser, `${office.url}/?lang=en`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await expectAccessible(phone.page)
    const overflow = await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(phone.complaints).toEqual([])
  })

  it('left nothing in the browsers’ consoles', () => {
    expect(desk.complaints).toEqual([])
    expect(citizen.complaints).toEqual([])
  })
})

async function openTicket(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('list', { name: 'Daftar tiket' }).getByRole('link', { name }).click()
}

/** Inserts a suggestion, puts words of one's own before it, and sends. */
async function answer(page: Page, suggestion: RegExp, before: string): Promise<void> {
  await page.getByRole('button', { name: suggestion }).first().click()
  const text = page.getByRole('textbox', { name: 'Tulis balasan' })
  await waitFor(async () => (await text.inputValue()) !== '', 'the suggestion in the composer')
  await text.fill(before + (await text.inputValue()))
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
}

const run = promisify(execFile)
