/** `kill -9` between a mail's acceptance and its acknowledgement: every citizen hears of it, and once. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { automaticOf } from '../server/_acknowledged.ts'
import { sendMail } from '../server/_cast.ts'
import { freePort, waitFor } from '../_office.ts'
import { scratchDir, startServer, type Server, type Vars } from './_server.ts'

vi.setConfig({ testTimeout: 200_000, hookTimeout: 90_000 })

// Together fewer than are sent in a minute.
const rounds = 5
const mailsARound = 8
const dir = scratchDir()
let server: Server
let vars: Vars
/** Pending while there is no server to write to. */
let isUp: Promise<unknown> = Promise.resolve()

beforeAll(async () => {
  vars = { PORT: String(await freePort()), LOG_LEVEL: 'error', DATA_DIR: dir.path }
  server = await startServer(dir.path, vars)
})
afterAll(async () => {
  await server.stop('SIGKILL')
  dir.remove()
})

it(`writes one acknowledgement a ticket after ${rounds} kills, and sends none twice`, async () => {
  for (let round = 0; round < rounds; round++) {
    const accepted: Promise<void>[] = []
    for (let number = 0; number < mailsARound; number++) {
      const name = `warga-${round}-${number}`
      const mail = {
        from: `${name}@example.org`,
        subject: name,
        text: `Halo dari ${name}`,
        messageId: `<${name}@example.org>`,
      }
      accepted.push(untilAccepted(mail))
    }
    // Killed when the first are in: some owed, some written, some just being sent.
    await Promise.race(accepted)
    await new Promise((done) => setTimeout(done, Math.random() * 120))
    isUp = server.stop('SIGKILL').then(async () => (server = await startServer(dir.path, vars)))
    await isUp
    await Promise.all(accepted)
  }
  const sari = await server.signIn()
  const total = rounds * mailsARound
  const tickets = await waitFor(
    async () => {
      const found = await sari.tickets('limit=100')
      const threads = await Promise.all(found.map(async ({ id }) => automaticOf(await sari.messages(id))))
      const isDone = threads
        .flat()
        .every(({ delivery }) => !['queued', 'sending'].includes(delivery?.state ?? ''))
      return found.length === total && threads.every((one) => one.length >= 1) && isDone && threads
    },
    'an acknowledgement in every ticket',
    60_000,
  )
  expect(tickets.map((one) => one.length)).toEqual(Array(total).fill(1))
  const folder = join(dir.path, 'outgoing')
  const receivers = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => /^To: .*?([\w-]+@example\.org)/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1])
  expect(new Set(receivers).size).toBe(receivers.length)
  const unsure = tickets.flat().filter(({ delivery }) => delivery?.state === 'uncertain').length
  expect(receivers.length).toBeGreaterThanOrEqual(total - unsure)
})

/** As a mail server does: again, until it is taken. */
async function untilAccepted(mail: Parameters<typeof sendMail>[1]): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    await isUp
    const isTaken = await sendMail(server.smtpPort, mail).then(
      () => true,
      () => false,
    )
    if (isTaken) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${mail.subject} was never taken`)
}
