/** SIGTERM: gone within ten seconds, with the work in hand finished. */
import express from 'express'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { createSimulator } from '../../simulator/index.ts'
import { waitFor, type Client } from '../_office.ts'
import { startSmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail, twilioEnv, twilioFor } from '../server/_cast.ts'
import { scratchDir, startServer, type Server, type Vars } from './_server.ts'

vi.setConfig({ testTimeout: 90_000 })

describe('a stopped server', () => {
  let dir: ReturnType<typeof scratchDir>
  beforeEach(() => void (dir = scratchDir()))
  afterEach(() => dir.remove())

  it('finishes the sending it is at, and records it', async () => {
    const twilio = await slowTwilio(2000)
    const vars = { ...twilioEnv, SIMULATOR: 'off', TWILIO_API_URL: twilio.url }
    const { server, ticket, message } = await withAnswerUnderWay(vars, (server) =>
      twilioFor(server).receiveFrom('sms', '+628123456789', 'halo'),
    )
    await waitFor(() => twilio.simulator.messages('outbound').length > 0, 'the order at Twilio')
    expect(await stopTimed(server)).toMatchObject({ code: 0, isInTime: true })
    const again = await startServer(dir.path, vars)
    const states = (await (await again.signIn()).messages(ticket.id)).map((one) => one.delivery?.state)
    expect(states).toEqual([undefined, 'sent'])
    expect(message.delivery?.state).toBe('queued')
    await again.stop()
    expect(twilio.simulator.messages('outbound')).toHaveLength(1)
    await twilio.stop()
  })

  it('does not wait for a mail server that hangs, and does not send twice afterwards', async () => {
    const sink = await startSmtpSink()
    sink.behave('hang-after-data')
    const vars = { MAIL_ADDRESS: mailbox, SMTP_URL: sink.url, ACKNOWLEDGE: 'off' }
    const { server, ticket } = await withAnswerUnderWay(vars, (server) =>
      sendMail(server.smtpPort, { from: 'budi@example.org', subject: 'halo', text: 'syarat?' }),
    )
    await waitFor(() => sink.mails.length > 0, 'the mail at the hanging server')
    expect(await stopTimed(server)).toMatchObject({ isInTime: true })
    sink.behave('accept')
    const again = await startServer(dir.path, vars)
    const sari = await again.signIn()
    await waitFor(
      async () => (await sari.messages(ticket.id))[1]?.delivery?.state === 'uncertain',
      'the uncertain message',
    )
    await again.stop()
    expect(sink.mails).toHaveLength(1)
    await sink.stop()
  })

  it('takes the mail whose last line is still coming', async () => {
    const server = await startServer(dir.path)
    const line = await speakSmtp(server.smtpPort)
    await line.say(`EHLO there`, 250)
    await line.say(`MAIL FROM:<budi@example.org>`, 250)
    await line.say(`RCPT TO:<${mailbox}>`, 250)
    await line.say(`DATA`, 354)
    line.write('Subject: di tengah jalan\r\nFrom: budi@example.org\r\n\r\nhalo')
    server.child.kill('SIGTERM')
    await new Promise((done) => setTimeout(done, 500))
    const answer = await line.say('\r\n.', 250)
    expect(answer).toMatch(/^250/)
    line.write('QUIT\r\n')
    expect((await server.ended).code).toBe(0)
    const again = await startServer(dir.path)
    expect(await (await again.signIn()).tickets()).toMatchObject([{ subject: 'di tengah jalan' }])
    await again.stop()
  })

  it('closes screens and windows that stay open', async () => {
    const server = await startServer(dir.path)
    const window = await server.chat()
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1')
    await new Promise((done) => idle.once('connect', done))
    idle.on('error', () => {})
    expect(await stopTimed(server)).toMatchObject({ code: 0, isInTime: true })
    await waitFor(() => window.disconnected, 'the end of the window’s line')
    idle.destroy()
  })

  async function withAnswerUnderWay(
    vars: Vars,
    enquire: (server: Server) => Promise<unknown>,
  ): Promise<{ server: Server; ticket: Ticket; message: Message }> {
    const server = await startServer(dir.path, vars)
    const sari = await server.signIn()
    await enquire(server)
    const ticket = await waitFor(() => firstTicket(sari), 'the ticket')
    const { body } = await sari.reply(ticket.id, 'jawaban')
    return { server, ticket, message: body }
  }
})

async function firstTicket(client: Client): Promise<Ticket | undefined> {
  return (await client.tickets())[0]
}

async function stopTimed(server: Server): Promise<{ code: number | null; isInTime: boolean }> {
  const began = performance.now()
  const { code } = await server.stop('SIGTERM')
  return { code, isInTime: performance.now() - began < 10_000 }
}

/** Takes every message at once and answers only later. */
async function slowTwilio(delayMs: number) {
  const simulator = createSimulator({
    accountSid: twilioEnv.TWILIO_ACCOUNT_SID,
    authToken: twilioEnv.TWILIO_AUTH_TOKEN,
    numbers: { sms: twilioEnv.TWILIO_PHONE_NUMBER, whatsapp: twilioEnv.TWILIO_WHATSAPP_NUMBER },
    webhookBaseUrl: 'http://localhost:9',
    deliverDelayMs: 600_000,
  })
  simulator.faults.delayMs = delayMs
  const server = createServer(express().use('/simulator', simulator.routes))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    simulator,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simulator`,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function speakSmtp(port: number) {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.on('error', () => {})
  const reply = (code: number) =>
    waitFor(() => new RegExp(`^${code} .*\r\n`, 'm').exec(heard)?.[0], `the reply ${code}; heard ${heard}`)
  await reply(220)
  return {
    write: (bytes: string) => void socket.write(bytes),
    async say(line: string, code: number): Promise<string> {
      heard = ''
      socket.write(`${line}\r\n`)
      return reply(code)
    },
  }
}
