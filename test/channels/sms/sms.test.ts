import express from 'express'
import { describe, expect, it } from 'vitest'
import type { ChannelError } from '../../../channels/contract/channel.ts'
import type { OutboundMessage } from '../../../channels/contract/outbound.ts'
import { createSmsChannel } from '../../../channels/sms/index.ts'
import { createSimulator, type SimulatorOptions } from '../../../simulator/index.ts'
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
} from '../lib/_twilio.ts'

async function withTwilio(changes: Partial<SimulatorOptions> = {}, token = authToken) {
  const twilio = createSimulator({
    accountSid,
    authToken,
    numbers: { sms: officeNumber, whatsapp: officeNumber },
    webhookBaseUrl: 'http://localhost',
    deliverDelayMs: 60_000,
    ...changes,
  })
  const apiUrl = (await listen(express().use('/simulator', twilio.routes))) + '/simulator'
  return { twilio, channel: createSmsChannel(config({ apiUrl, authToken: token }), createDesk()) }
}

async function errorOf(
  sending: Promise<unknown>,
): Promise<Pick<ChannelError, 'message' | 'permanent' | 'uncertain'>> {
  const error = await sending.then(
    () => Promise.reject(new Error('was sent')),
    (cause: ChannelError) => cause,
  )
  expect(error.name).toBe('ChannelError')
  return { message: error.message, permanent: error.permanent, uncertain: error.uncertain }
}
const channelTo = (apiUrl: string) => createSmsChannel(config({ apiUrl }), createDesk())

describe('an SMS to a citizen', () => {
  it('goes to Twilio with the address for its delivery reports', async () => {
    const { twilio, channel } = await withTwilio()
    const sent = await channel.send(outbound({ to: { address: '0812-3456-789', name: null } }))
    expect(sent).toEqual({ providerId: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string, state: 'sent' })
    expect(twilio.messages()).toEqual([
      expect.objectContaining({
        sid: sent.providerId,
        fields: {
          To: citizen,
          From: officeNumber,
          Body: 'Perpanjangan IPTM tidak dipungut biaya.',
          StatusCallback: 'https://tanya.example/webhooks/twilio/messages/status?message=7',
        },
      }),
    ])
  })

  it('may have 1,600 characters and no more', async () => {
    const { twilio, channel } = await withTwilio()
    await channel.send(outbound({ text: 'x'.repeat(1600) }))
    const error = await errorOf(channel.send(outbound({ text: 'x'.repeat(1601) })))
    expect(error).toMatchObject({
      permanent: true,
      message: expect.stringContaining('1.601 karakter') as string,
    })
    expect(twilio.messages()).toHaveLength(1)
  })

  const attachment = { filename: 'a.pdf', contentType: 'application/pdf', path: 'a.pdf' }
  it.each<[string, Partial<OutboundMessage>]>([
    ['a number that is none', { to: { address: 'budi', name: null } }],
    ['an empty text', { text: ' \n' }],
    ['a file that nobody could fetch', { attachments: [attachment] }],
    [
      'six files',
      { attachments: Array.from({ length: 6 }, () => ({ ...attachment, url: 'https://a.b/c' })) },
    ],
  ])('is refused before Twilio sees it: %s', async (_name, changes) => {
    const { twilio, channel } = await withTwilio()
    expect(await errorOf(channel.send(outbound(changes)))).toMatchObject({ permanent: true })
    expect(twilio.messages()).toEqual([])
  })
})

describe('when Twilio refuses', () => {
  it.each([
    ['+15005550001', 'Nomor tujuan tidak valid (kode Twilio 21211).'],
    ['+15005550004', 'Penerima telah berhenti berlangganan'],
    ['+15005550009', 'Nomor tujuan bukan nomor ponsel'],
  ])('%s for ever, the agent reads why', async (address, words) => {
    const { channel } = await withTwilio()
    const error = await errorOf(channel.send(outbound({ to: { address, name: null } })))
    expect(error).toMatchObject({ permanent: true, uncertain: false })
    expect(error.message).toContain(words)
  })

  it.each([429, 500] as const)('with %i, it is tried again later', async (status) => {
    const { twilio, channel } = await withTwilio()
    twilio.faults.status = status
    expect(await errorOf(channel.send(outbound()))).toMatchObject({ permanent: false, uncertain: false })
    twilio.faults.status = null
    expect(await channel.send(outbound())).toMatchObject({ state: 'sent' })
  })

  it('our credentials, it is tried again once they are mended', async () => {
    const { channel } = await withTwilio({}, 'wrong')
    const error = await errorOf(channel.send(outbound()))
    expect(error).toMatchObject({ permanent: false, uncertain: false })
    expect(error.message).toContain('TWILIO_AUTH_TOKEN')
  })
})

describe('when the line to Twilio breaks', () => {
  it('before a connection stands, it is tried again later', async () => {
    const error = await errorOf(channelTo(await nowhere()).send(outbound()))
    expect(error).toMatchObject({ permanent: false, uncertain: false })
  })

  it('after Twilio accepted, it is uncertain', async () => {
    const { twilio, channel } = await withTwilio()
    twilio.faults.closeAfterAccept = true
    expect(await errorOf(channel.send(outbound()))).toMatchObject({ permanent: false, uncertain: true })
    expect(twilio.messages()).toHaveLength(1)
  })

  it('for lack of an answer in time, it is uncertain', async () => {
    const { twilio } = await withTwilio()
    twilio.faults.delayMs = 5_000
    const apiUrl = (await listen(express().use(twilio.routes))) + '/'
    const channel = createSmsChannel(config({ apiUrl, timeoutMs: 300 }), createDesk())
    expect(await errorOf(channel.send(outbound()))).toMatchObject({ permanent: false, uncertain: true })
    expect(twilio.messages()).toHaveLength(1)
  })

  it('by an answer nobody understands, it is uncertain', async () => {
    const apiUrl = await listen((_request, response) => response.writeHead(201).end('<html>'))
    expect(await errorOf(channelTo(apiUrl).send(outbound()))).toMatchObject({
      permanent: false,
      uncertain: true,
    })
  })
})

describe('a channel without what it needs', () => {
  it('says so at the start', () => {
    expect(() => createSmsChannel(config({ phoneNumber: null }), createDesk())).toThrow('TWILIO_PHONE_NUMBER')
    expect(() => createSmsChannel(config({ accountSid: 'SK1' }), createDesk())).toThrow('TWILIO_ACCOUNT_SID')
  })
})
