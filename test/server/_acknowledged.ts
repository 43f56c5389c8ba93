/** An office that acknowledges, and what its citizens get. */
import { simpleParser, type ParsedMail } from 'mailparser'
import type { Message } from '../../server/wire/message.ts'
import type { TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendMail } from './_cast.ts'

export interface AcknowledgingOffice {
  office: Office
  sink: SmtpSink
  sari: Client
  /** All that was sent to an address so far. */
  sentTo(address: string): Promise<ParsedMail[]>
  /** Waits for so many. */
  mailsTo(address: string, count?: number): Promise<ParsedMail[]>
  /** Resolves when whatever was taken in before has had its turn: they are settled one after another. */
  turnsOver(): Promise<void>
  counted(outcome: string): Promise<number>
  stop(): Promise<void>
}

export async function openAcknowledging(database: TestDatabase): Promise<AcknowledgingOffice> {
  const sink = await startSmtpSink()
  const office = await openOffice({
    DATABASE_URL: database.url,
    MAIL_ADDRESS: mailbox,
    SMTP_URL: sink.url,
    ACKNOWLEDGE: 'on',
  })
  const sari = await office.signIn()
  const sentTo = (address: string) =>
    Promise.all(sink.mails.filter(({ to }) => to.includes(address)).map(({ raw }) => simpleParser(raw)))
  const mailsTo = (address: string, count = 1) =>
    waitFor(
      async () => {
        const mails = await sentTo(address)
        return mails.length >= count && mails
      },
      `${count} mails to ${address}`,
      15_000,
    )
  return {
    office,
    sink,
    sari,
    sentTo,
    mailsTo,
    async turnsOver() {
      const from = `penutup-${crypto.randomUUID()}@example.org`
      await sendMail(office.smtpPort, { from, subject: 'penutup', text: crypto.randomUUID() })
      await mailsTo(from)
    },
    async counted(outcome) {
      const figures = await (await fetch(`${office.url}/metrics`)).text()
      return Number(
        new RegExp(`^tanya_acknowledgements_total\\{outcome="${outcome}"\\} (\\d+)`, 'm').exec(
          figures,
        )?.[1] ?? 0,
      )
    },
    async stop() {
      await office.stop()
      await sink.stop()
    },
  }
}

export function automaticOf(messages: Message[]): Message[] {
  return messages.filter(({ author, direction }) => author.kind === 'system' && direction === 'outbound')
}
