/** An office that writes to a mail server of the test, on a database of its own. */
import type { Env } from '../../server/config.ts'
import type { TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startSmtpSink, type SmtpSink } from '../_smtp-sink.ts'
import { mailbox, sendRaw } from './_cast.ts'

export interface MailOffice {
  office: Office
  sink: SmtpSink
  sari: Client
  databaseUrl: string
  close(): Promise<void>
}

export async function openMailOffice(
  create: () => Promise<TestDatabase>,
  env: Env = {},
  options: Parameters<typeof openOffice>[1] = {},
): Promise<MailOffice> {
  const database = await create()
  const sink = await startSmtpSink()
  const mail = { DATABASE_URL: database.url, MAIL_ADDRESS: mailbox, SMTP_URL: sink.url }
  const office = await openOffice({ ...mail, LOG_LEVEL: 'silent', ...env }, options)
  const sari = await office.signIn()
  return {
    ...{ office, sink, sari, databaseUrl: database.url },
    async close() {
      await office.stop()
      await sink.stop()
      await database.drop()
    },
  }
}

/** A mail server reports that a mail of ours did not reach somebody, for good or (`delayed`) not yet. */
export function sendBounce(
  smtpPort: number,
  report: { messageId: string; recipient: string; status: string; action?: string; to?: string },
): Promise<void> {
  const { messageId, recipient, status, action = 'failed', to = mailbox } = report
  return sendRaw(
    smtpPort,
    [
      'From: MAILER-DAEMON@example.org',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.example.org',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${messageId}>`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
    '',
    to,
  )
}

/** Without its brackets; empty when the mail names none. */
export function messageIdIn(raw: Buffer | undefined): string {
  return /^Message-ID:\s*<([^>]+)>/im.exec(raw?.toString() ?? '')?.[1] ?? ''
}
