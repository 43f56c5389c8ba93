import type { Channel, OutboundMessage, Sent } from '../channel.ts'
import type { EmailDeps } from './deps.ts'
import { createEmlSender } from './eml-out.ts'
import { createImapIntake } from './imap.ts'
import { parseImapUrl } from './imap-url.ts'
import { parseMail } from './parse.ts'
import { createParser } from './parser.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { createSmtpIntake } from './smtp-intake.ts'
import { createSmtpSender } from './smtp-out.ts'
import { takeInOrder } from './take-in-order.ts'

export { explainBounce } from './bounces.ts'
export { toInbound } from './inbound.ts'
export { letterHtml } from './letter.ts'
export { toPrintable } from './parsed-mail.ts'
export type { Bounce, ParsedMail } from './parsed-mail.ts'
export { NotReadYet } from './deps.ts'
export type { Cursors, EmailDeps, MailBucket, MailLedger } from './deps.ts'

export interface EmailConfig {
  /** The counselling mailbox. */
  address: string
  officeName: string
  /** `imaps://user:pass@host:993/INBOX`, or null for no mailbox. */
  imapUrl: string | null
  /** `smtps://user:pass@host:465`; without it answers become `.eml` files in `outgoingDir`. */
  smtpUrl: string | null
  /** Where the embedded intake listens, or null for none. */
  smtpListen: { host: string; port: number } | null
  outgoingDir: string
  maxMailBytes?: number
}

export interface EmailChannel extends Channel {
  kind: 'email'
  /** Where the embedded intake listens, once started; null when there is none. */
  smtpAddress(): { host: string; port: number } | null
}

/** Reads mail as the office at this address does: what comes from its own address or host is no citizen's. */
export function mailParser(address: string | undefined): (raw: Buffer) => Promise<ParsedMail> {
  return (raw) => parseMail(raw, address ? { address } : {})
}

/** E-mail: in by IMAP and the embedded SMTP server, out by SMTP or into files. Throws on a malformed URL. */
export function createEmailChannel(config: EmailConfig, deps: EmailDeps): EmailChannel {
  const {
    address,
    officeName,
    imapUrl,
    smtpUrl,
    smtpListen,
    outgoingDir,
    maxMailBytes = 25 * 1024 * 1024,
  } = config
  const { log, ledger, cursors } = deps
  const office = { name: officeName, address }
  const parser = createParser({ address })
  const { parse } = parser
  const account = imapUrl ? parseImapUrl(imapUrl) : null
  const imap = account
    ? createImapIntake(
        { account, maxMailBytes },
        {
          log,
          cursors,
          takeIn: takeInOrder(ledger, `imap:${account.user}@${account.host}/${account.folder}`, parse),
        },
      )
    : null
  const smtp = smtpListen
    ? createSmtpIntake(
        { ...smtpListen, address, maxMailBytes },
        { log, takeIn: async (raw) => void (await ledger.takeIn(raw, 'smtp', parse)) },
      )
    : null
  const sender = smtpUrl ? createSmtpSender({ url: smtpUrl, office }) : null
  const write: (message: OutboundMessage) => Promise<Sent> = createEmlSender(outgoingDir, office)
  let listening: { host: string; port: number } | null = null

  return {
    kind: 'email',
    async start() {
      listening = (await smtp?.start()) ?? null
      imap?.start()
    },
    async stop() {
      await Promise.all([smtp?.stop(), imap?.stop(), parser.stop()])
      sender?.stop()
    },
    send: (message) => (sender ? sender.send(message) : write(message)),
    isHealthy: () => imap?.isHealthy() ?? true,
    smtpAddress: () => listening,
  }
}
