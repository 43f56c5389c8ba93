/** A real disk of a few megabytes that is filled to the last byte, and given room again. */
import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ack } from '../../channels/chat/protocol.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import type { Client } from '../_office.ts'
import { waitFor } from '../_office.ts'
import { expectProblem } from '../server/_ask.ts'
import { sendMail, twilioEnv, twilioFor } from '../server/_cast.ts'
import { scratchDir, startServer, type Server } from './_server.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const dir = scratchDir()
const data = join(dir.path, 'data')
const ballast = join(data, 'ballast')
let server: Server
let sari: Client

beforeAll(async () => {
  mkdirSync(data)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', data])
  server = await startServer(dir.path, { ...twilioEnv, LOG_LEVEL: 'silent', ACKNOWLEDGE: 'off' })
  sari = await server.signIn()
})
afterAll(async () => {
  await server.stop('SIGKILL')
  execFileSync('umount', [data])
  dir.remove()
})

describe('a full disk', () => {
  let ticket: Ticket
  const send = async (text: string, clientId: string) => {
    const socket = await server.chat()
    const ack = (await socket.timeout(10_000).emitWithAck('start', { clientId, name: 'Rina', text })) as Ack<{
      message: Message
    }>
    socket.disconnect()
    return ack
  }
  const mail = (subject: string) =>
    sendMail(server.smtpPort, {
      from: 'budi@example.org',
      subject,
      text: 'syarat? '.repeat(100) + Math.random(),
      messageId: `<${subject}@example.org>`,
    })
  const reply = (clientId: string) =>
    sari.request('POST', `/tickets/${ticket.id}/replies`, { text: 'jawaban '.repeat(2000), clientId })

  it('loses nothing that was there before', async () => {
    await mail('sebelum')
    ;[ticket] = (await waitFor(async () => {
      const found = await sari.tickets()
      return found.length === 1 && found
    }, 'the ticket')) as [Ticket]
    fill()
  })

  it('answers 451 to a mail, so that its server tries again', async () => {
    await fullyRefused(() =>
      mail('penuh').then(
        () => false,
        (error: { responseCode?: number }) => error.responseCode === 451,
      ),
    )
  })

  it('answers ok:false to a chat', async () => {
    const ack = await send('penuh '.repeat(3000), 'full')
    expect(ack).toMatchObject({ ok: false, error: { code: 'storage-full' } })
    if (!ack.ok) expect(ack.error.message).toMatch(/\S/)
  })

  it('answers 507 to a reply', async () => {
    expectProblem(await reply('full'), 507)
    expectProblem(await sari.request('PATCH', `/tickets/${ticket.id}`, { tags: ['x'.repeat(50)] }), 507)
  })

  it('answers 500 or more to Twilio, so that it tries again', async () => {
    const status = await twilioFor(server)
      .receiveFrom('sms', '+628123456789', 'penuh '.repeat(200), { MessageSid: `SM${'f'.repeat(32)}` })
      .then((injected) => injected.status)
    expect(status).toBeGreaterThanOrEqual(500)
  })

  it('leaves the process alive, reading, and saying that it is not ready', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${server.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ missing: expect.arrayContaining(['disk space']) as string[] })
    expect(await sari.messages(ticket.id)).toHaveLength(1)
  })

  it('given room again, takes everything that was refused, once', async () => {
    rmSync(ballast)
    await mail('penuh')
    expect(await send('penuh', 'full')).toMatchObject({ ok: true })
    expect((await reply('full')).status).toBe(201)
    await twilioFor(server).receiveFrom('sms', '+628123456789', 'penuh', {
      MessageSid: `SM${'f'.repeat(32)}`,
    })
    const tickets = await waitFor(async () => {
      const found = await sari.tickets()
      return found.length >= 4 && found
    }, 'four tickets')
    expect(tickets.map((one) => one.channel).sort()).toEqual(['chat', 'email', 'email', 'sms'])
    const outcomes = await sari.request('GET', '/mails/ledger')
    expect(outcomes.body).toMatchObject({ quarantined: 0 })
    const { code } = await server.stop()
    expect(code).toBe(0)
    server = await startServer(dir.path, { ...twilioEnv })
    sari = await server.signIn()
    expect(await sari.tickets()).toHaveLength(4)
  })
})

/** Writes until the disk takes no more byte. */
function fill(): void {
  const file = openSync(ballast, 'w')
  try {
    for (const size of [1 << 20, 1 << 14, 1 << 12, 1]) {
      const piece = Buffer.alloc(size, 1)
      try {
        for (;;) writeSync(file, piece)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** SQLite may still have room inside a page of its log: what fits is taken, and soon nothing does. */
async function fullyRefused(attempt: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 20; i++) if (await attempt()) return
  expect.unreachable('the disk was never full')
}
