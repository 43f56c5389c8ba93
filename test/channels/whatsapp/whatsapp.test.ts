import express from 'express'
import { describe, expect, it } from 'vitest'
import { createSmsChannel } from '../../../channels/sms/index.ts'
import { createWhatsappChannel } from '../../../channels/whatsapp/index.ts'
import { createSimulator } from '../../../simulator/index.ts'
import {
  accountSid,
  authToken,
  citizen,
  config,
  createDesk,
  listen,
  officeNumber,
  outbound,
} from '../lib/_twilio.ts'

describe('WhatsApp', () => {
  it('sends from and to numbers that bear its name', async () => {
    const numbers = { sms: null, whatsapp: officeNumber }
    const webhookBaseUrl = 'http://localhost'
    const twilio = createSimulator({ accountSid, authToken, numbers, webhookBaseUrl, deliverDelayMs: 60_000 })
    const apiUrl = await listen(express().use(twilio.routes))
    const channel = createWhatsappChannel(config({ apiUrl }), createDesk())
    await channel.send(outbound())
    expect(twilio.messages('outbound')).toMatchObject([
      { kind: 'whatsapp', fields: { From: `whatsapp:${officeNumber}`, To: `whatsapp:${citizen}` } },
    ])
  })

  it('leaves the webhooks to SMS, and carries them when there is no SMS', () => {
    expect(createSmsChannel(config(), createDesk()).routes).toBeDefined()
    expect(createWhatsappChannel(config(), createDesk()).routes).toBeUndefined()
    expect(createWhatsappChannel(config({ phoneNumber: null }), createDesk()).routes).toBeDefined()
  })

  it('says at the start that its number is missing', () => {
    const without = config({ whatsappNumber: null })
    expect(() => createWhatsappChannel(without, createDesk())).toThrow('TWILIO_WHATSAPP_NUMBER')
  })
})
