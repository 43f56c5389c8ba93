/** `tanya simulate`, run as a process against a running office. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverEnv } from '../../bin/server-process.mjs'
import type { SimulatedMessage } from '../../simulator/index.ts'
import { freePort, openOffice, type Client, type Office } from '../_office.ts'

const cli = join(import.meta.dirname, '..', '..', 'server', 'cli.ts')
let office: Office
let sari: Client

beforeAll(async () => {
  office = await openOffice()
  sari = await office.signIn()
})
afterAll(() => office.stop())

async function simulate(words: string[], env: Record<string, string> = {}) {
  const settings = { PATH: process.env['PATH'], ...serverEnv, ...office.env, ...env } as NodeJS.ProcessEnv
  const run = promisify(execFile)(process.execPath, [cli, 'simulate', ...words], {
    env: settings,
    cwd: office.dataDir,
  })
  return run.then(
    ({ stdout }) => stdout.trim(),
    (failure: { stderr: string }) => failure.stderr.trim(),
  )
}
const onTheTelephone = async () =>
  (await (await fetch(`${office.url}/simulator/messages`)).json()) as SimulatedMessage[]
const ticketOf = async (text: string) =>
  (await sari.tickets()).find((ticket) => ticket.preview.includes(text))

describe('a message from the command line', () => {
  it('stands on the telephone in the browser, and at the desk', async () => {
    expect(await simulate(['sms', '--from', '0812 3456 789', 'perpanjang makam'])).toContain('delivered')
    expect(await onTheTelephone()).toMatchObject([
      { kind: 'sms', direction: 'inbound', from: '+628123456789', body: 'perpanjang makam', answers: [200] },
    ])
    expect(await ticketOf('perpanjang makam')).toMatchObject({ channel: 'sms' })
  })

  it('carries a name only when one is given', async () => {
    await simulate(['whatsapp', '--from', '+628120000001', 'tanpa nama'])
    await simulate(['whatsapp', '--from', '+628120000002', '--name', 'Bu Tini', 'dengan nama'])
    expect((await ticketOf('tanpa nama'))?.contact.name).not.toBe('Warga')
    expect((await ticketOf('dengan nama'))?.contact.name).toBe('Bu Tini')
  })

  it('is signed and posted by the command itself where the server has no telephone', async () => {
    const before = (await onTheTelephone()).length
    const said = await simulate(['sms', '--from', '+628120000003', 'lewat jalan lain'], { SIMULATOR: 'off' })
    expect(said).toContain('delivered')
    expect(await ticketOf('lewat jalan lain')).toMatchObject({ channel: 'sms' })
    expect(await onTheTelephone()).toHaveLength(before)
  })

  it('says where nobody answers, and what to do', async () => {
    const port = String(await freePort())
    const said = await simulate(['sms', '--from', '+628120000004', 'halo'], { PORT: port })
    expect(said).toBe(
      `Nobody answers at http://localhost:${port}. Start the server with \`npm start\`, or set BASE_URL to where it runs.`,
    )
  })
})

describe('a call from the command line', () => {
  it('prints what both sides say, and stands at the desk', async () => {
    const said = await simulate([
      ...['call', '--from', '0812 7000 001', '--press', '1'],
      ...['--say', 'berapa biaya perpanjangan izin makam', '--press', '1'],
    ])
    expect(said).toMatch(
      /Kantor : Selamat datang[^]*Warga {2}: \[1\][^]*Warga {2}: berapa biaya[^]*Kantor : .*Tidak dipungut biaya[^]*ended/,
    )
    const ticket = await ticketOf('berapa biaya perpanjangan izin makam')
    expect(ticket).toMatchObject({ channel: 'voice', status: 'solved' })
  })

  it('leaves a message, whatever the hour', async () => {
    const said = await simulate(['call', '--from', '+6281270000002', '--voicemail'])
    expect(said).toMatch(/Tekan satu bila Anda setuju direkam[^]*Terima kasih, pesan Anda sudah kami terima/)
    expect(await ticketOf('Pesan suara')).toMatchObject({ channel: 'voice', waiting: true })
  })

  it('is carried by the command itself where the server has no telephone', async () => {
    const said = await simulate(['call', '--from', '+6281270000003', '--press', '3'], { SIMULATOR: 'off' })
    expect(said).toMatch(/Jam layanan kami[^]*ended/)
  })

  it('refuses keys that no telephone has', async () => {
    expect(await simulate(['call', '--from', '+6281270000004', '--press', 'x'])).toContain(
      '--press takes keys',
    )
  })
})
