/** An office with a telephone: the real app, a local Twilio of its own, and hours as the test wants them. */
import express from 'express'
import { dump, load } from 'js-yaml'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, HungUp, type Leg, type LegView, type Simulator } from '../../simulator/index.ts'
import { sign } from '../../channels/lib/twilio-signature.ts'
import type { Call } from '../../server/wire/call.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { templatesDir } from '../../templates/index.ts'
import { freePort, openOffice, type Client, type Office } from '../_office.ts'

export const accountSid = 'AC' + 'b2'.repeat(16)
export const authToken = 'token-of-the-telephone'
export const officeNumber = '+622115001640'
export const citizen = '+628123456789'
export const officerNumber = '+628119998877'

export interface TelephoneOffice {
  office: Office
  twilio: Simulator
  sari: Client
  /** Rings the office and resolves when it is asked something. */
  ring(from?: string, extra?: Record<string, string>): Promise<Caller>
  callOf(ticketId: number): Promise<Call>
  ticketOf(caller: Caller): Promise<Ticket>
  /** What the thread says happened. */
  eventsOf(ticketId: number): Promise<string[]>
  messagesOf(ticketId: number): Promise<Message[]>
  /** Posts a webhook by hand, signed unless told otherwise. */
  post(path: string, fields: Record<string, string>, signature?: string | null): Promise<Response>
  stop(): Promise<void>
}

export interface Caller {
  leg: Leg
  /** The words of the office since the last act. */
  hears(): string
  press(keys: string): Promise<string>
  say(words: string): Promise<string>
  silence(): Promise<string>
  record(seconds: number, words?: string): Promise<string>
  hangUp(): Promise<void>
  ended(): Promise<LegView>
}

export async function openTelephone(options: {
  isOpen: boolean
  env?: Record<string, string>
  databaseUrl?: string
  /** Changes the office's answers, which lie in this folder, before it opens. */
  editLibrary?: (dir: string) => void
}): Promise<TelephoneOffice> {
  const libraryDir = libraryThatIs(options.isOpen)
  options.editLibrary?.(libraryDir)
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const app = express()
  const server = createServer(app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const numbers = { sms: officeNumber, whatsapp: '+622115001641' }
  const twilio = createSimulator({ accountSid, authToken, numbers, webhookBaseUrl: url, deliverDelayMs: 10 })
  app.use('/simulator', twilio.routes)
  const office = await openOffice(
    {
      PORT: port,
      BASE_URL: url,
      LOG_LEVEL: 'silent',
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: officeNumber,
      TWILIO_WHATSAPP_NUMBER: numbers.whatsapp,
      TWILIO_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simulator`,
      ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
      ...options.env,
    },
    { libraryDir },
  )
  const sari = await office.signIn()
  const messagesOf = (ticketId: number) => sari.messages(ticketId)

  return {
    office,
    twilio,
    sari,
    messagesOf,
    async ring(from = citizen, extra = {}) {
      const caller = callerOn(twilio.exchange.ring(from, extra))
      await caller.leg.until((leg) => leg.awaits !== null || leg.state === 'completed')
      return caller
    },
    async callOf(ticketId) {
      const call = (await messagesOf(ticketId)).findLast((message) => message.call)?.call
      if (!call) throw new Error('no call in this ticket')
      return call
    },
    async ticketOf({ leg }) {
      const tickets = await sari.tickets('channel=voice&sort=-createdAt&limit=100')
      for (const ticket of tickets)
        if ((await messagesOf(ticket.id)).some((one) => one.call?.number === leg.view.from)) return ticket
      const [latest] = tickets
      if (!latest) throw new Error('no ticket')
      return latest
    },
    eventsOf: async (ticketId) =>
      (await messagesOf(ticketId)).flatMap((message) => message.callEvent?.kind ?? []),
    post(path, fields, signature) {
      const signed = signature === undefined ? sign(authToken, url + path, fields) : signature
      return fetch(url + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: signed === null ? {} : { 'x-twilio-signature': signed },
      })
    },
    async stop() {
      await office.stop()
      server.close()
      server.closeAllConnections()
      rmSync(libraryDir, { recursive: true })
    },
  }
}

export function callerOn(leg: Leg): Caller {
  let from = 0
  const act = async (what: Parameters<Leg['act']>[0]) => {
    const { step, heard } = leg.view
    from = heard.length
    if (!leg.act(what)) throw new Error(`nobody waits for ${what.do}; heard: ${heard.at(-1)?.text}`)
    await leg.until((view) => view.state === 'completed' || (view.awaits !== null && view.step > step))
    return hears()
  }
  const hears = () =>
    leg.view.heard
      .slice(from)
      .filter(({ who }) => who === 'office')
      .map(({ text }) => text)
      .join(' ')
  return {
    leg,
    hears,
    press: (keys) => act({ do: 'press', keys }),
    say: (words) => act({ do: 'say', words }),
    silence: () => act({ do: 'silence' }),
    record: (seconds, words = '') => act({ do: 'record', sound: null, seconds, words }),
    async hangUp() {
      const before = leg.view.answers.length
      leg.stop(new HungUp())
      await leg.until((view) => view.state === 'completed' && view.answers.length > before)
    },
    ended: () => leg.until((view) => view.state === 'completed'),
  }
}

/** The answers of this office, whose doors are always open or always shut. */
export function libraryThatIs(isOpen: boolean): string {
  const dir = mkdtempSync(join(tmpdir(), 'tanya-library-'))
  for (const part of ['catalogue', 'answers', 'messages', 'office.yaml', 'calendar.yaml', 'whatsapp.yaml'])
    cpSync(join(templatesDir, part), join(dir, part), { recursive: true })
  const path = join(dir, 'calendar.yaml')
  const calendar = load(readFileSync(path, 'utf8')) as {
    week: { hours: Record<string, string[]> }
    years: { holidays: object; collectiveLeave: object }[]
  }
  for (const year of calendar.years) Object.assign(year, { holidays: {}, collectiveLeave: {} })
  const days = Object.keys(calendar.week.hours)
  const later = days[(new Date().getDay() + 2) % 7]
  for (const day of days)
    calendar.week.hours[day] = isOpen ? ['00:00-23:59'] : day === later ? ['08:00-09:00'] : []
  writeFileSync(path, dump(calendar))
  return dir
}
