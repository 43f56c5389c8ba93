import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { Log } from '../../../channels/contract/channel.ts'
import type { DeliveryReport } from '../../../channels/contract/delivery.ts'
import type { Inbound, Received } from '../../../channels/contract/inbound.ts'
import type { OutboundMessage } from '../../../channels/contract/outbound.ts'
import { sign, type TwilioParams } from '../../../channels/lib/twilio-signature.ts'
import type { TwilioConfig } from '../../../channels/lib/twilio.ts'

export const accountSid = 'AC' + 'a1'.repeat(16)
export const authToken = 'token-of-the-tests'
export const officeNumber = '+622115001640'
export const citizen = '+628123456789'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

/** A server on a free port, gone after the test. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

export function config(changes: Partial<TwilioConfig> = {}): TwilioConfig {
  return {
    accountSid,
    authToken,
    apiUrl: null,
    baseUrl: 'https://tanya.example',
    isBaseUrlSet: true,
    phoneNumber: officeNumber,
    whatsappNumber: officeNumber,
    ...changes,
  }
}

/** A desk in memory: keeps what it receives, each external id once. */
export function createDesk() {
  const inbounds = new Map<string, Inbound>()
  const reports: DeliveryReport[] = []
  const desk = {
    reports,
    rejected: 0,
    inbounds: () => [...inbounds.values()],
    async receive(inbound: Inbound): Promise<Received> {
      const isNew = !inbounds.has(inbound.externalId)
      if (isNew) inbounds.set(inbound.externalId, inbound)
      const outcome = isNew ? 'ticket' : 'duplicate'
      return { ticketId: 1, ticketNumber: '26-00001', messageId: inbounds.size, seq: 1, outcome } as const
    },
    async recordDelivery(report: DeliveryReport) {
      reports.push(report)
    },
    countRejected() {
      desk.rejected += 1
    },
    log: createLog(),
  }
  return desk
}

export function createLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const write = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`)
  return { lines, info: write, warn: write, error: write, debug: write }
}

/** Posts a form as Twilio does; `signedUrl` is the address Twilio believes to call, null signs nothing. */
export function post(url: string, params: TwilioParams, signedUrl: string | null) {
  const body = new URLSearchParams()
  for (const [name, values] of Object.entries(params))
    for (const value of [values].flat()) body.append(name, value)
  const signature = signedUrl === null ? undefined : sign(authToken, signedUrl, params)
  return fetch(url, { method: 'POST', body, headers: signature ? { 'x-twilio-signature': signature } : {} })
}

export function outbound(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 7,
    ticket: { id: 1, number: '26-00001', subject: 'Perpanjang makam' },
    to: { address: citizen, name: null },
    authorName: 'Sari',
    isAutomatic: false,
    text: 'Perpanjangan IPTM tidak dipungut biaya.',
    language: 'id',
    attachments: [],
    mail: null,
    ...changes,
  }
}
