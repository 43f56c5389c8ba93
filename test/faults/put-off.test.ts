/** `kill -9` while answers wait for their time, and just as it comes: each goes, and goes once. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import { freePort, waitFor, type Client } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail } from '../server/_cast.ts'
import { scratchDir, startServer, type Server, type Vars } from './_server.ts'

vi.setConfig({ testTimeout: 200_000, hookTimeout: 90_000 })

const answers = 12
const dir = scratchDir()
let sink: SmtpSink
let server: Server
let vars: Vars

beforeAll(async () => {
  sink = await startSmtpSink()
  vars = {
    ...{ PORT: String(await freePort()), SMTP_URL: sink.url, DATA_DIR: dir.path },
    ...{
      ACKNOWLEDGE: 'off',
      MAIL_AUTH: 'off',
      LOG_LEVEL: 'silent',
      UNDO_SECONDS: '5',
      MAIL_ADDRESS: mailbox,
    },
  }
  server = await startServer(dir.path, vars)
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await sink.stop()
  dir.remove()
})

async function killAndStart(downMs: number): Promise<void> {
  await server.stop('SIGKILL')
  await pause(downMs)
  server = await startServer(dir.path, vars)
}

it('lets each answer that was put off go once, however often the process dies', async () => {
  const sari = await server.signIn()
  for (let number = 0; number < answers; number++)
    await sendMail(server.smtpPort, {
      from: `warga${number}@example.org`,
      subject: `hal ${number}`,
      text: 'Halo',
    })
  const tickets = await waitFor(async () => {
    const found = await sari.tickets('limit=50')
    return found.length === answers && found
  }, 'the tickets')
  const begun = Date.now()
  for (const [index, { id, subject }] of tickets.entries()) {
    // Some wait only to be undone; the others for a time that comes while the process is up, or is not.
    const sendAt = new Date(begun + 8_000 + index * 700).toISOString()
    const { status } = await sari.reply(id, `Jawaban ${subject}.`, index < 4 ? { undo: true } : { sendAt })
    expect(status).toBe(201)
  }
  await killAndStart(0)
  expect(sink.mails.length).toBeLessThanOrEqual(4)
  for (const downMs of [3_000, 50, 700, 50, 300]) {
    await pause(Math.random() * 700)
    await killAndStart(downMs)
  }
  const after = await server.signIn()
  const found = await waitFor(
    () =>
      settled(
        after,
        tickets.map(({ id }) => id),
      ),
    'every answer’s fate',
    60_000,
  )
  expect(found).toHaveLength(answers)
  for (const { text, delivery } of found) {
    const arrived = sink.mails.filter(({ raw }) => raw.toString().includes(text)).length
    expect(arrived, text).toBeLessThanOrEqual(1)
    if (delivery?.state === 'sent') expect(arrived, text).toBe(1)
    else expect(delivery?.state, text).toBe('uncertain')
  }
})

/** Null while one still waits. */
async function settled(sari: Client, ticketIds: number[]): Promise<Message[] | null> {
  const threads = await Promise.all(ticketIds.map((id) => sari.messages(id)))
  const own = threads.flat().filter(({ author }) => author.kind === 'agent')
  const isOpen = ({ delivery, later }: Message) =>
    later !== undefined || ['queued', 'sending'].includes(delivery?.state ?? 'queued')
  return own.some(isOpen) ? null : own
}
