import express from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSmsChannel } from '../../channels/sms/index.ts'
import { createWhatsappChannel } from '../../channels/whatsapp/index.ts'
import { createSimulator, type Simulator, type SimulatedMessage } from '../../simulator/index.ts'
import {
  accountSid,
  authToken,
  citizen,
  config,
  createDesk,
  listen,
  nowhere,
  officeNumber,
  outbound,
} from '../channels/lib/_twilio.ts'

const basic = 'Basic ' + Buffer.from(`${accountSid}:${authToken}`).toString('base64')
let desk = createDesk()
let twilio: Simulator
let url = ''

/** An office and its local Twilio in one server, as `npm start` has them. */
beforeEach(async () => {
  desk = createDesk()
  const app = express()
  url = await listen(app)
  const numbers = { sms: officeNumber, whatsapp: officeNumber }
  twilio = createSimulator({ accountSid, authToken, numbers, webhookBaseUrl: url, deliverDelayMs: 20 })
  app.use('/simulator', twilio.routes)
  app.use(createSmsChannel(officeConfig(), desk).routes ?? [])
})
const officeConfig = () => config({ apiUrl: `${url}/simulator`, baseUrl: url })

/** Resolves when a message from the office reaches this state and the office answered the report of it. */
function reached(status: SimulatedMessage['status']): Promise<SimulatedMessage> {
  return new Promise((resolve) => {
    const stop = twilio.onMessage((message) => {
      if (message.status !== status || message.answers.length < 2) return
      stop()
      resolve(message)
    })
  })
}
const order = (fields: Record<string, string>, headers: Record<string, string> = { authorization: basic }) =>
  fetch(`${url}/simulator/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ From: officeNumber, To: citizen, Body: 'Selamat siang', ...fields }),
  })
const send = (body: unknown, headers = { 'content-type': 'application/json' }) =>
  fetch(`${url}/simulator/send`, { method: 'POST', headers, body: JSON.stringify(body) })

describe('the way round', () => {
  it('brings a citizen’s SMS to the office, and the answer back to its delivery', async () => {
    const injected = await twilio.receiveFrom('sms', '08123456789', 'perpanjang makam bayar berapa?')
    expect(injected).toMatchObject({ status: 200, from: citizen })
    expect(desk.inbounds()).toMatchObject([
      { channel: 'sms', externalId: `twilio:${injected.sid}`, from: { address: citizen } },
    ])

    const delivered = reached('delivered')
    const sent = await createSmsChannel(officeConfig(), desk).send(outbound())
    expect(await delivered).toMatchObject({ sid: sent.providerId, to: citizen, answers: [200, 200] })
    expect(desk.reports.map(({ channel, providerId, state }) => [channel, providerId, state])).toEqual([
      ['sms', sent.providerId, 'sent'],
      ['sms', sent.providerId, 'delivered'],
    ])
    expect(desk.rejected).toBe(0)
  })

  it('does the same for WhatsApp, and tells of a failure', async () => {
    await twilio.receiveFrom('whatsapp', citizen, 'Halo', { ProfileName: 'Siti' })
    expect(desk.inbounds()).toMatchObject([{ channel: 'whatsapp', from: { address: citizen, name: 'Siti' } }])

    twilio.faults.undeliveredCode = 63016
    const failed = reached('undelivered')
    await createWhatsappChannel(officeConfig(), desk).send(outbound())
    await failed
    const [, report] = desk.reports
    expect(report).toMatchObject({ channel: 'whatsapp', state: 'failed' })
    expect(report?.error).toContain('24 jam')
  })

  it('makes up no name for a citizen who told none', async () => {
    await twilio.receiveFrom('whatsapp', citizen, 'Halo')
    expect(desk.inbounds()).toMatchObject([{ from: { address: citizen, name: null } }])
  })

  it('repeats a webhook when asked to', async () => {
    const { sid } = await twilio.receiveFrom('sms', citizen, 'Halo')
    await twilio.receiveFrom('sms', citizen, 'Halo', { MessageSid: sid })
    expect(desk.inbounds()).toHaveLength(1)
  })
})

describe('Twilio’s REST address', () => {
  it('answers 201 with the message as Twilio shows it', async () => {
    const response = await order({})
    const message = (await response.json()) as { sid: string; uri: string }
    expect(response.status).toBe(201)
    expect(message).toMatchObject({
      account_sid: accountSid,
      status: 'queued',
      direction: 'outbound-api',
      from: officeNumber,
      to: citizen,
      num_segments: '1',
    })
    const again = await fetch(`${url}/simulator${message.uri}`, { headers: { authorization: basic } })
    expect(await again.json()).toMatchObject({ sid: message.sid })
  })

  it.each([
    [21604, { To: '' }],
    [21211, { To: '08123456789' }],
    [21211, { To: '+15005550001' }],
    [21408, { To: '+15005550003' }],
    [21612, { To: '+15005550002' }],
    [21212, { From: 'kantor' }],
    [21660, { From: '+622199999999' }],
    [63007, { From: 'whatsapp:+622199999999', To: `whatsapp:${citizen}` }],
    [21910, { To: `whatsapp:${citizen}` }],
    [21266, { To: officeNumber }],
    [21602, { Body: '' }],
    [21617, { Body: 'x'.repeat(1601) }],
    [21609, { StatusCallback: 'bukan alamat' }],
  ])('refuses with %i: %j', async (code, fields) => {
    const response = await order(fields)
    expect(response.status).toBe(400)
    const more_info = `https://www.twilio.com/docs/errors/${code}`
    expect(await response.json()).toEqual({
      code,
      message: expect.any(String) as string,
      more_info,
      status: 400,
    })
    expect(twilio.messages()).toEqual([])
  })

  it.each([
    ['a parameter that Twilio does not have', { Gesture: 'wave' }, 'Gesture'],
    ['a word where a number belongs', { ValidityPeriod: 'lama' }, 'ValidityPeriod'],
    ['a word that is none of those allowed', { ContentRetention: 'forever' }, 'ContentRetention'],
  ])('refuses what Twilio’s own description does not know: %s', async (_what, fields, name) => {
    const response = await order(fields)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 20001,
      message: expect.stringContaining(name) as string,
    })
    expect(twilio.messages()).toEqual([])
  })

  it('refuses a stranger and knows no other paths', async () => {
    expect((await order({}, {})).status).toBe(401)
    expect((await order({}, { authorization: 'Basic eDp5' })).status).toBe(401)
    const path = `${url}/simulator/2010-04-01/Accounts/${accountSid}/Faxes.json`
    expect((await fetch(path, { headers: { authorization: basic } })).status).toBe(404)
  })

  it('refuses a number that wrote STOP until it writes START', async () => {
    await twilio.receiveFrom('sms', citizen, 'stop')
    expect(await (await order({})).json()).toMatchObject({ code: 21610 })
    await twilio.receiveFrom('sms', citizen, 'START')
    expect((await order({})).status).toBe(201)
  })

  it('keeps the last 500 messages', async () => {
    await order({ Body: 'first' })
    expect(twilio.messages()).toHaveLength(1)
    await Promise.all(Array.from({ length: 500 }, (_, sent) => order({ Body: String(sent) })))
    const bodies = twilio.messages('outbound').map((message) => message.body)
    expect(bodies).toHaveLength(500)
    expect(bodies).not.toContain('first')
  })
})

describe('the telephone page', () => {
  it('sends as a citizen and lists what was said', async () => {
    const response = await send({ kind: 'whatsapp', from: '0812 3456 789', text: 'Halo', name: 'Budi' })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ status: 200, from: citizen })
    const list: unknown = await (await fetch(`${url}/simulator/messages`)).json()
    expect(list).toMatchObject([
      { direction: 'inbound', kind: 'whatsapp', from: citizen, body: 'Halo', answers: [200] },
    ])
    expect(desk.inbounds()).toMatchObject([{ from: { name: 'Budi' } }])
  })

  it.each([
    [400, { kind: 'fax', from: citizen, text: 'Halo' }],
    [400, { kind: 'sms', from: '', text: 'Halo' }],
    [400, { kind: 'sms', from: citizen, text: ' ' }],
    [400, { kind: 'sms', from: citizen, text: 'Halo', extra: 1 }],
  ])('answers %i to %j', async (status, body) => {
    const response = await send(body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  })

  it('takes nothing but JSON, which other sites’ pages cannot send', async () => {
    const form = { 'content-type': 'text/plain' }
    expect((await send({ kind: 'sms', from: citizen, text: 'Halo' }, form)).status).toBe(400)
    expect(desk.inbounds()).toEqual([])
  })

  it('says that nobody takes the webhook', async () => {
    const numbers = { sms: officeNumber, whatsapp: null }
    const lonely = createSimulator({ accountSid, authToken, numbers, webhookBaseUrl: await nowhere() })
    const address = await listen(express().use(lonely.routes))
    const post = (kind: string) =>
      fetch(`${address}/send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind, from: citizen, text: 'Halo' }),
      })
    expect((await post('sms')).status).toBe(502)
    expect((await post('whatsapp')).status).toBe(409)
  })

  it('consists of files from its own address only', async () => {
    const page = await (await fetch(`${url}/simulator`)).text()
    expect(page).toContain('Simulator telepon')
    expect(page).not.toMatch(/https?:\/\/|<style|<script>|\son\w+=|style=/)
    for (const file of ['phone.js', 'phone.css', 'icon.svg', 'numbers']) {
      expect((await fetch(`${url}/simulator/${file}`)).status).toBe(200)
    }
  })
})
