import { createHash } from 'node:crypto'
import type { Channel } from '../contract/channel.ts'
import type { OutboundMessage, Sent } from '../contract/outbound.ts'
import { createSweeper } from '../lib/spent-memory.ts'
import { createAuthenticity, type AuthenticityConfig } from './authenticity/authenticity.ts'
import type { Envelope } from './authenticity/spf.ts'
import type { EmailDeps, MailLedger } from './deps.ts'
import { createEmlSender } from './send/eml-out.ts'
import type { MailboxesConfig } from './imap/accounts.ts'
import { createMailboxes, type Mailboxes } from './imap/mailboxes.ts'
import { parseMail } from './parse.ts'
import { createParser } from './parser.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { createSmtpIntake } from './smtp/intake.ts'
import type { DkimKey } from './send/dkim.ts'
import { createSmtpSender, smtpLines } from './send/smtp-out.ts'
import type { CertificateFiles } from './smtp/tls.ts'
import { plusTags, withPlus } from './plus-address.ts'

export { explainBounce } from './kinds/bounces.ts'
export { baseSubject } from './subject.ts'
export { isNothingKnown } from './authenticity/nothing-known.ts'
export { systemResolve, type Resolve } from './authenticity/auth-dns.ts'
export { glanceAt } from './glance.ts'
export type { MailboxHealth } from './imap/health.ts'
export type { ListedMailbox } from './imap/list.ts'
export { listMailboxes } from './imap/mailboxes.ts'
export { toInbound } from './inbound.ts'
export { isUnknownSender } from './unknown-sender.ts'
export { checkDkimRecord, dkimRecordName, readDkimKey, type DkimKey } from './send/dkim.ts'
export { letterHtml } from './send/letter.ts'
export { isLong, packMail, type PackedMail } from './pack.ts'
export { withPlus } from './plus-address.ts'
export { toPrintable } from './parsed-mail.ts'
export type { Bounce, ParsedMail } from './parsed-mail.ts'
export { NotReadYet } from './deps.ts'
export type { Cursors, EmailDeps, MailboxLedger, MailBucket, MailLedger, Turn } from './deps.ts'
export type { MailboxesConfig } from './imap/accounts.ts'
export { readMailSource } from './imap/url.ts'

export interface EmailConfig {
  /** The counselling mailbox. */
  address: string
  /** All addresses that are the office's, that one among them. */
  ownAddresses: string[]
  officeName: string
  /** The mailboxes that are read, or null for none. */
  imap: MailboxesConfig | null
  /** `smtps://user:pass@host:465`; without it answers become `.eml` files in `outgoingDir`. */
  smtpUrl: string | null
  /** With it, what leaves by SMTP is signed. */
  dkim?: DkimKey | null
  intake: IntakeConfig
  outgoingDir: string
  /** Without it, who sent a mail is not looked into. */
  authenticity?: Pick<AuthenticityConfig, 'trustedHost' | 'resolve'> | null
  maxMailBytes?: number
}

/** The embedded intake: by SMTP, by LMTP, by both or by neither. */
export interface IntakeConfig {
  smtpListen: { host: string; port: number } | null
  lmtpListen: { host: string; port: number } | null
  tls: CertificateFiles | null
  mailsPerMinute: number | null
}

export interface EmailChannel extends Channel {
  kind: 'email'
  /** Where the embedded intake listens, once started; null when there is none. */
  smtpAddress(): { host: string; port: number } | null
  lmtpAddress(): { host: string; port: number } | null
  /** The mailboxes that are read; null when there are none. */
  mailboxes: Omit<Mailboxes, 'start' | 'stop'> | null
  /** Understands a mail that was taken in before. */
  read(raw: Buffer): Promise<ParsedMail>
  /** Sends the mailbox a mail to its address with this tag; where that is not possible, nothing. Throws `ChannelError`. */
  probePlus(tag: string): Promise<void>
  /** Changes when the servers do by which mail leaves and arrives. */
  route(): string
}

/** Reads mail as the office at these addresses does: what comes from its own address or host is no citizen's. */
export function mailParser(ownAddresses: string[]): (raw: Buffer) => Promise<ParsedMail> {
  return (raw) => parseMail(raw, { addresses: ownAddresses })
}

/** E-mail: in by IMAP and the embedded SMTP server, out by SMTP or into files. Throws on a malformed URL. */
export function createEmailChannel(config: EmailConfig, deps: EmailDeps): EmailChannel {
  const { address, ownAddresses, officeName, smtpUrl, outgoingDir, maxMailBytes = 25 * 1024 * 1024 } = config
  const { tls, mailsPerMinute, smtpListen, lmtpListen } = config.intake
  const office = { name: officeName, address }
  const parser = createParser({ addresses: ownAddresses })
  const check = config.authenticity ? createAuthenticity({ ...config.authenticity, address }) : null
  const spent = createSweeper()
  const readFrom =
    (envelope: Envelope | null) =>
    async (raw: Buffer): Promise<ParsedMail> => {
      const parsed = await parser.parse(raw)
      plusTags(parsed.to).forEach(deps.onPlusTag)
      // What is no message joins no ticket.
      if (!check || parsed.kind !== 'message') return parsed
      return { ...parsed, authenticity: await check(raw, parsed.from, envelope) }
    }
  /** What a mail took is given back once it is kept; where that failed, its bytes may be needed once more. */
  const takeIn: MailLedger['takeIn'] = async (raw, source, parse, turn) => {
    let parsed: ParsedMail | null = null
    const bucket = await deps.ledger.takeIn(raw, source, async (bytes) => (parsed = await parse(bytes)), turn)
    spent([raw, ...bytesIn(parsed)])
    return bucket
  }
  const mailboxes = config.imap
    ? createMailboxes(
        { ...config.imap, maxMailBytes },
        { ...deps, ledger: { takeIn } },
        {
          parse: readFrom(null),
          parseSent: parser.parse,
        },
      )
    : null
  const intakeOn = (listen: { host: string; port: number } | null, protocol: 'smtp' | 'lmtp') =>
    listen &&
    createSmtpIntake(
      { ...listen, protocol, addresses: ownAddresses, maxMailBytes, tls, mailsPerMinute },
      {
        log: deps.log,
        takeIn: async (raw, envelope) => {
          // By LMTP a server of ours hands on what it took in.
          await takeIn(raw, protocol, readFrom(protocol === 'smtp' ? envelope : null))
        },
      },
    )
  const smtp = intakeOn(smtpListen, 'smtp')
  const lmtp = intakeOn(lmtpListen, 'lmtp')
  const sender = smtpUrl ? createSmtpSender({ url: smtpUrl, office, dkim: config.dkim ?? null }) : null
  const write: (message: OutboundMessage) => Promise<Sent> = createEmlSender(outgoingDir, office)
  let smtpAddress: { host: string; port: number } | null = null
  let lmtpAddress: { host: string; port: number } | null = null

  return {
    kind: 'email',
    async start() {
      smtpAddress = (await smtp?.start()) ?? null
      lmtpAddress = (await lmtp?.start()) ?? null
      if (mailboxes) parser.makeReady()
      mailboxes?.start()
    },
    async stop() {
      await Promise.all([smtp?.stop(), lmtp?.stop(), mailboxes?.stop(), parser.stop()])
      sender?.stop()
    },
    ...(sender && { lines: smtpLines }),
    send: (message) => (sender ? sender.send(message) : write(message)),
    lost: () =>
      (mailboxes?.health() ?? []).filter(({ isAlarming }) => isAlarming).map(({ name }) => `mailbox ${name}`),
    smtpAddress: () => smtpAddress,
    lmtpAddress: () => lmtpAddress,
    mailboxes,
    read: readFrom(null),
    async probePlus(tag) {
      const to = withPlus(address, tag)
      if (to) await sender?.probePlus(to)
    },
    route: () => routeOf(config),
  }
}

function bytesIn(parsed: ParsedMail | null): Buffer[] {
  if (!parsed) return []
  const { attachments, packed } = parsed
  const whole = attachments.map(({ content }) => content).filter((content) => Buffer.isBuffer(content))
  return [...whole, ...(packed?.zstd ? [packed.zstd] : [])]
}

/** A digest, for users and hosts are nobody's business in a settings table; passwords change and the route does not. */
function routeOf({ address, smtpUrl, imap, intake }: EmailConfig): string {
  const way = [smtpUrl ?? '', ...(imap?.urls ?? [])].map((url) => url.replace(/:[^:@/]*@/, '@'))
  const listens = [intake.smtpListen, intake.lmtpListen]
  return createHash('sha256')
    .update(JSON.stringify([address, way, listens]))
    .digest('hex')
    .slice(0, 32)
}
