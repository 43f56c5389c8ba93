import express from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TwilioParams } from '../../../channels/lib/twilio-signature.ts'
import { createTwilioRoutes } from '../../../channels/lib/twilio-webhooks.ts'
import type { TwilioConfig } from '../../../channels/lib/twilio.ts'
import { citizen, config, createDesk, listen, officeNumber, post } from './_twilio.ts'

const baseUrl = 'https://tanya.example'
const messages = '/webhooks/twilio/messages'
const status = '/webhooks/twilio/messages/status'
const sid = 'SM' + 'b2'.repeat(16)
const sms: TwilioParams = {
  MessageSid: sid,
  SmsStatus: 'received',
  From: citizen,
  To: officeNumber,
  Body: "It's soal KRK, berapa lama? + & = 🙏",
  NumMedia: '0',
  FromCity: '',
  FieldOfTomorrow: 'baru',
}
const whatsapp: TwilioParams = { ...sms, From: `whatsapp:${citizen}`, To: `whatsapp:${officeNumber}` }

let desk = createDesk()
beforeEach(() => void (desk = createDesk()))

async function office(changes: Partial<TwilioConfig> = {}, deps: Partial<typeof desk> = {}) {
  const app = express().set('trust proxy', true)
  app.use(createTwilioRoutes(config(changes), { ...desk, ...deps }))
  return listen(app)
}
async function receiveSigned(params: TwilioParams) {
  const url = await office()
  const response = await post(url + messages, params, baseUrl + messages)
  return { status: response.status, body: await response.text(), inbound: desk.inbounds()[0] }
}

describe('a message from Twilio', () => {
  it('is received as an SMS and answered with empty TwiML', async () => {
    const url = await office()
    const response = await post(url + messages, sms, baseUrl + messages)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/xml')
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
    expect(desk.inbounds()).toEqual([
      expect.objectContaining({
        channel: 'sms',
        externalId: `twilio:${sid}`,
        from: { kind: 'phone', address: citizen, name: null },
        text: sms.Body,
      }),
    ])
  })

  it('is WhatsApp when its sender says so, with the name of the profile', async () => {
    const { inbound } = await receiveSigned({ ...whatsapp, ProfileName: 'Budi', WaId: '628123456789' })
    expect(inbound).toMatchObject({
      channel: 'whatsapp',
      from: { kind: 'phone', address: citizen, name: 'Budi' },
    })
  })

  it('carries place, button and files as what they are, and names them where the citizen wrote no words', async () => {
    const { inbound } = await receiveSigned({
      ...whatsapp,
      Body: '',
      NumMedia: '2',
      MediaUrl0: 'https://api.twilio.com/media/ME1',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://api.twilio.com/media/ME2',
      MediaContentType1: 'text/vcard',
      Latitude: '-6.2',
      Longitude: '106.8',
      Label: 'TPU Karet Bivak',
      ButtonText: 'Ya',
      ButtonPayload: 'setuju',
    })
    expect(inbound).toMatchObject({
      text: 'Ya',
      parts: {
        place: { latitude: -6.2, longitude: 106.8, label: 'TPU Karet Bivak', address: null },
        button: { text: 'Ya', payload: 'setuju' },
        isTextOurs: true,
        files: 2,
      },
      media: [
        { url: 'https://api.twilio.com/media/ME1', contentType: 'image/jpeg' },
        { url: 'https://api.twilio.com/media/ME2', contentType: 'text/vcard' },
      ],
    })
  })

  it.each<[string, TwilioParams, string]>([
    ['a photo', { NumMedia: '1', MediaUrl0: 'https://a/1', MediaContentType0: 'image/jpeg' }, '[Foto]'],
    [
      'several files',
      { NumMedia: '12', MediaUrl0: 'https://a/1', MediaUrl1: 'https://a/2', MediaUrl10: 'https://a/11' },
      '[2 lampiran]',
    ],
    ['a place', { Latitude: '-6.2', Longitude: '106.8' }, '[Lokasi: -6.2, 106.8]'],
    ['a place that is none', { Latitude: '95', Longitude: 'x' }, '[Pesan tanpa teks]'],
    ['a reaction', { MessageType: 'reaction', Body: '👍' }, '[Reaksi: 👍]'],
    ['what nobody knows yet', { MessageType: 'hologram' }, '[Pesan jenis hologram tanpa teks]'],
  ])('names what came without words: %s', async (_name, fields, text) => {
    const { inbound } = await receiveSigned({ ...whatsapp, Body: '', ...fields })
    expect(inbound?.text).toBe(text)
    expect(inbound?.parts?.isTextOurs).toBe(true)
  })

  it('is kept when it has no text at all', async () => {
    const { inbound } = await receiveSigned({ ...whatsapp, Body: '', MessageType: 'interactive' })
    expect(inbound?.text).toBe('[Pesan jenis interactive tanpa teks]')
  })

  it('is kept from a sender that is no phone number, without NUL in its text', async () => {
    const { inbound } = await receiveSigned({ ...sms, From: 'TELKOMSEL', Body: 'a\0b' })
    expect(inbound).toMatchObject({ from: { address: 'TELKOMSEL' }, text: 'ab' })
  })

  it('is handed on once when delivered 100 times at once', async () => {
    const url = await office()
    const deliveries = Array.from({ length: 100 }, () => post(url + messages, sms, baseUrl + messages))
    const statuses = (await Promise.all(deliveries)).map((response) => response.status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(desk.inbounds()).toHaveLength(1)
  })

  it('is answered 200 and stored nowhere when it names no message or no sender', async () => {
    for (const field of ['MessageSid', 'From']) {
      expect((await receiveSigned({ ...sms, [field]: '' })).status).toBe(200)
    }
    expect((await receiveSigned({ ...sms, MessageSid: 'x'.repeat(101) })).status).toBe(200)
    expect(desk.inbounds()).toEqual([])
    expect(desk.log.lines).toHaveLength(3)
  })

  it('is no message when it is a status callback that lost its way', async () => {
    const { status: code } = await receiveSigned({ ...sms, MessageStatus: 'delivered' })
    expect(code).toBe(200)
    expect(desk.inbounds()).toEqual([])
  })

  it('is answered 500 when it could not be stored, so that it comes again', async () => {
    const receive = () => Promise.reject(new Error('disk full'))
    const url = await office({}, { receive })
    const response = await post(url + messages, sms, baseUrl + messages)
    expect(response.status).toBe(500)
    expect(desk.log.lines[0]).toContain('twilio webhook failed')
  })

  it('leaves no personal data in the log', async () => {
    await receiveSigned({ ...sms, MessageSid: '' })
    expect(desk.log.lines.join()).not.toMatch(/8123456789|KRK/)
  })
})

describe('a webhook that Twilio did not sign', () => {
  it.each([
    ['no signature', sms, null],
    ['the signature of another address', sms, 'https://elsewhere.example' + messages],
    ['the signature of another path', sms, baseUrl + status],
  ])('is answered 403, counted and not stored: %s', async (_name, params, signedUrl) => {
    const url = await office()
    const response = await post(url + messages, params, signedUrl)
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(desk.rejected).toBe(1)
    expect(desk.inbounds()).toEqual([])
  })

  it('is refused when a field was changed or added after signing', async () => {
    const url = await office()
    const signature = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }
    const body = new URLSearchParams(sms as Record<string, string>)
    const response = await fetch(url + status, { method: 'POST', body, headers: signature })
    expect(response.status).toBe(403)
    expect(desk.reports).toEqual([])
  })

  it('is refused when it is empty, JSON or of another type', async () => {
    const url = await office()
    for (const body of [undefined, '{"MessageSid":"SM1"}', '\0\xff%%%']) {
      const response = await fetch(url + messages, { method: 'POST', body })
      expect(response.status).toBe(403)
    }
  })
})

describe('the address that Twilio signs', () => {
  it('is BASE_URL with path and query, whatever a proxy in between did', async () => {
    const url = await office({ baseUrl: 'https://ptsp.example/tanya/' })
    const path = `${messages}?from=console`
    expect((await post(url + path, sms, 'https://ptsp.example/tanya' + path)).status).toBe(200)
  })

  it('is not taken from the request when BASE_URL was set', async () => {
    const url = await office({ isBaseUrlSet: true })
    expect((await post(url + messages, sms, url + messages)).status).toBe(403)
  })

  it('may be the host that was asked for when BASE_URL was not set, by HTTP or a tunnel’s HTTPS', async () => {
    const url = await office({ isBaseUrlSet: false, baseUrl: 'http://localhost:3000' })
    expect((await post(url + messages, sms, url + messages)).status).toBe(200)
    expect((await post(url + messages, sms, url.replace('http:', 'https:') + messages)).status).toBe(200)
  })

  it('may carry the same field several times', async () => {
    const { inbound } = await receiveSigned({ ...sms, 'MessagingBinding.Address': ['+2', '+1', '+1'] })
    expect(inbound?.externalId).toBe(`twilio:${sid}`)
  })
})

it('answers 413 to a webhook larger than 64 KB', async () => {
  const large = { ...sms, Body: 'x'.repeat(70_000) }
  expect((await receiveSigned(large)).status).toBe(413)
  expect(desk.inbounds()).toEqual([])
})

it('refuses a stranger’s form of one name thirty thousand times without holding anybody up', async () => {
  const url = await office()
  const body = 'a&'.repeat(32_000)
  const headers = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }
  // Some twenty of what once took twenty seconds each.
  const all = Array.from({ length: 20 }, () => fetch(url + messages, { method: 'POST', body, headers }))
  expect((await Promise.all(all)).map((response) => response.status)).toEqual(Array(20).fill(403))
})

describe('a delivery report', () => {
  const report = { MessageSid: sid, From: officeNumber, To: citizen }
  const send = async (params: TwilioParams) => {
    const url = await office()
    const response = await post(url + status, params, baseUrl + status)
    expect(response.status).toBe(200)
    return desk.reports
  }

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s is told as %s', async (twilioStatus, state) => {
    expect(await send({ ...report, MessageStatus: twilioStatus })).toEqual([
      expect.objectContaining({ channel: 'sms', providerId: sid, state, at: null }),
    ])
  })

  it.each(['queued', 'accepted', 'scheduled', 'sending', 'tomorrow', ''])(
    '%j is no news',
    async (twilioStatus) => {
      expect(await send({ ...report, MessageStatus: twilioStatus })).toEqual([])
    },
  )

  it('says in words why a message did not arrive', async () => {
    const [known] = await send({ ...report, MessageStatus: 'undelivered', ErrorCode: '30003' })
    expect(known?.error).toBe(
      'Ponsel penerima tidak dapat dijangkau (mati atau di luar jangkauan) (kode Twilio 30003).',
    )
    const reports = await send({ ...report, MessageStatus: 'failed', ErrorCode: '39999' })
    expect(reports[1]?.error).toBe('Pesan ditolak oleh Twilio (kode Twilio 39999).')
  })

  it('of a state that is none says nothing', async () => {
    for (const MessageStatus of ['constructor', 'tostring', '__proto__', 'queued'])
      expect(await send({ ...report, MessageStatus })).toEqual([])
  })

  it('belongs to WhatsApp when its number does', async () => {
    const [read] = await send({ ...report, To: `whatsapp:${citizen}`, MessageStatus: 'read' })
    expect(read).toMatchObject({ channel: 'whatsapp', state: 'read', error: null })
  })
})
