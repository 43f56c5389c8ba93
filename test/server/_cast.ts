/** Citizens who write in, each by the real way in. */
import nodemailer from 'nodemailer'
import type { Message } from '../../server/wire/message.ts'
import { createSimulator, type Simulator } from '../../simulator/index.ts'
import type { Client, Office, Screen } from '../_office.ts'
import { waitFor } from '../_office.ts'

export const mailbox = 'komunikasiinformasi.dpmptsp@jakarta.go.id'

export const twilioEnv = {
  TWILIO_ACCOUNT_SID: `AC${'b2'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'token-of-the-tests',
  TWILIO_PHONE_NUMBER: '+622115001640',
  TWILIO_WHATSAPP_NUMBER: '+622115001641',
  SIMULATOR: 'on',
}

/** Twilio as it calls an office that was opened with `twilioEnv`. */
export function twilioFor(office: Pick<Office, 'url'>): Simulator {
  return createSimulator({
    accountSid: twilioEnv.TWILIO_ACCOUNT_SID,
    authToken: twilioEnv.TWILIO_AUTH_TOKEN,
    numbers: { sms: twilioEnv.TWILIO_PHONE_NUMBER, whatsapp: twilioEnv.TWILIO_WHATSAPP_NUMBER },
    webhookBaseUrl: `http://localhost:${new URL(office.url).port}`,
  })
}

/** Resolves when the intake has acknowledged; rejects with its reply (`responseCode`) otherwise. */
export async function sendMail(
  smtpPort: number,
  mail: {
    from: string
    to?: string[]
    cc?: string[]
    subject: string
    text: string
    messageId?: string
    headers?: Record<string, string>
    attachments?: { filename: string; content: string | Buffer }[]
  },
): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
  try {
    // What the intake serves is the office alone; the header names whom the sender named.
    await transport.sendMail({ to: mailbox, ...mail, envelope: { from: mail.from, to: mailbox } })
  } finally {
    transport.close()
  }
}

/** A mail as another mail server hands it over, byte for byte; by default with an empty envelope sender. */
export async function sendRaw(
  smtpPort: number,
  raw: string | Buffer,
  from = '',
  to = mailbox,
): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from, to }, raw })
  } finally {
    transport.close()
  }
}

export interface Started {
  window: Screen
  token: string
  number: string
  ticketId: number
  message: Message
}

/** Opens a chat window and writes the first message. */
export async function startChat(
  office: Office,
  first: { text: string } & Record<string, string>,
): Promise<Started> {
  const window = await office.chat()
  const ack = await window.send<{ token: string; ticket: { number: string }; message: Message }>('start', {
    clientId: crypto.randomUUID(),
    name: 'Rina',
    ...first,
  })
  if (!ack.ok) throw new Error(ack.error.message)
  return {
    window,
    token: ack.token,
    number: ack.ticket.number,
    ticketId: ack.message.ticketId,
    message: ack.message,
  }
}

/** The ticket whose subject this is, once it stands in the inbox. */
export function ticketAbout(client: Client, subject: string) {
  return waitFor(
    async () => (await client.tickets('limit=100')).find((ticket) => ticket.subject === subject),
    `the ticket “${subject}”`,
  )
}
