/** `kill -9` at any moment, and what was acknowledged is there, once. */
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ack } from '../../channels/chat/protocol.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { freePort } from '../_office.ts'
import { sendMail, twilioEnv, twilioFor } from '../server/_cast.ts'
import { scratchDir, startServer, type Server, type Vars } from './_server.ts'

vi.setConfig({ testTimeout: 200_000, hookTimeout: 90_000 })

const rounds = 10
const dir = scratchDir()
const acknowledged: string[] = []
const unsure: { what: string; again: () => Promise<boolean> }[] = []
let server: Server
let vars: Vars

beforeAll(async () => {
  vars = { ...twilioEnv, PORT: String(await freePort()), LOG_LEVEL: 'error' }
  server = await startServer(dir.path, vars)
})
afterAll(async () => {
  await server.stop('SIGKILL')
  dir.remove()
})

describe('a process killed while mail, chat and SMS come in', () => {
  it(`has everything it acknowledged, once, after ${rounds} rounds`, async () => {
    for (let round = 0; round < rounds; round++) {
      const life = { isOver: false }
      const intakes = [mails, chats, texts].map((intake) => intake(round, life))
      await new Promise((done) => setTimeout(done, 100 + Math.random() * 500))
      const { signal } = await server.stop('SIGKILL')
      expect(signal).toBe('SIGKILL')
      life.isOver = true
      await Promise.all(intakes)
      server = await startServer(dir.path, vars)
      // What broke off unacknowledged its sender sends again, as mail servers, Twilio and the widget do.
      for (const { what, again } of unsure.splice(0)) {
        expect(await again(), what).toBe(true)
        acknowledged.push(what)
      }
    }
    expect(acknowledged.length).toBeGreaterThan(rounds * 3)
    for (const kind of ['mail', 'chat', 'sms']) {
      expect(acknowledged.filter((what) => what.startsWith(kind)).length).toBeGreaterThan(rounds)
    }
    const found = (await inboundTexts()).map((text) => text.trim()).sort()
    expect(found).toEqual([...acknowledged].sort())
    const { code } = await server.stop()
    expect(code).toBe(0)
    server = await startServer(dir.path, vars)
    expect((await inboundTexts()).map((text) => text.trim()).sort()).toEqual(found)
  })
})

type Life = { isOver: boolean }

/** Does one thing after another until the process dies; what was not acknowledged is kept to be sent again. */
async function untilDead(kind: string, round: number, life: Life, send: (what: string) => Promise<boolean>) {
  for (let i = 0; !life.isOver; i++) {
    const what = `${kind} ${round}.${i}`
    if (await send(what)) acknowledged.push(what)
    else unsure.push({ what, again: () => send(what) })
    if (server.child.exitCode !== null || server.child.signalCode !== null) return
  }
}

function mails(round: number, life: Life) {
  return untilDead('mail', round, life, (what) =>
    settled(
      sendMail(server.smtpPort, {
        from: `${what.replaceAll(' ', '-')}@example.org`,
        subject: what,
        text: what,
        messageId: `<${what.replaceAll(' ', '-')}@example.org>`,
      }),
    ),
  )
}

function texts(round: number, life: Life) {
  return untilDead('sms', round, life, async (what) => {
    const sid = `SM${Buffer.from(what).toString('hex').padEnd(32, '0').slice(0, 32)}`
    const injected = twilioFor(server).receiveFrom('sms', '+628123456789', what, { MessageSid: sid })
    return (await injected.catch(() => null))?.status === 200
  })
}

function chats(round: number, life: Life) {
  let window: Socket | null = null
  return untilDead('chat', round, life, async (what) => {
    if (!window?.connected) window = await server.chat().catch(() => null)
    if (!window) return false
    const start = { clientId: what, name: 'Rina', text: what }
    const ack = (await window
      .timeout(3000)
      .emitWithAck('start', start)
      .catch(() => null)) as Ack<{ message: Message }> | null
    return ack?.ok === true
  })
}

function settled(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}

/** Every text of every citizen in every ticket. */
async function inboundTexts(): Promise<string[]> {
  const sari = await server.signIn()
  const texts: string[] = []
  let cursor: string | null = null
  do {
    const query: string = `limit=100${cursor ? `&cursor=${cursor}` : ''}`
    const { body } = await sari.request<Page<Ticket>>('GET', `/tickets?${query}`)
    for (const ticket of body.items) {
      for (let after: string | null = '0'; after !== null;) {
        const thread: { body: Page<Message> } = await sari.request<Page<Message>>(
          'GET',
          `/tickets/${ticket.id}/messages?limit=100&cursor=${after}`,
        )
        texts.push(...thread.body.items.filter((one) => one.direction === 'inbound').map((one) => one.text))
        after = thread.body.nextCursor
      }
    }
    cursor = body.nextCursor
  } while (cursor)
  return texts
}
