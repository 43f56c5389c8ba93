import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { Log } from '../../contract/channel.ts'
import { makeRoomFor } from '../../lib/spent-memory.ts'
import type { Envelope } from '../authenticity/spf.ts'
import { isServed, withReturnPath } from './envelope.ts'
import { watchLines, type OpenLine } from './lines.ts'
import { createSmtpRate } from './rate.ts'
import { codeOf, listenSentence, reply, SmtpReply } from './reply.ts'
import { answerTogether } from './together.ts'
import { readCertificate, renewCertificate, type CertificateFiles } from './tls.ts'

export interface SmtpIntakeConfig {
  host: string
  port: number
  /** `lmtp` (RFC 2033) answers for each recipient, and is what Postfix hands local mail on by. */
  protocol?: 'smtp' | 'lmtp'
  /** The only mailboxes served, with their plus-addresses. */
  addresses: readonly string[]
  maxMailBytes: number
  /** How long a silent client is kept, in milliseconds. */
  idleTimeoutMs?: number
  /** How long any client is kept, in milliseconds, whatever it says. */
  longestSessionMs?: number
  /** How many lines of the hundred one address may hold. */
  maxLinesPerAddress?: number
  /** How many mails one address may hand in in a minute; by default as many as it likes. Never this machine's own. */
  mailsPerMinute?: number | null
  /** With it STARTTLS is offered. */
  tls?: CertificateFiles | null
}

export interface SmtpIntakeDeps {
  log: Log
  /** Resolves once the mail is safely kept; a rejection answers 451. */
  takeIn(raw: Buffer, envelope: Envelope): Promise<void>
}

export interface SmtpIntake {
  /** Throws one sentence when the address cannot be listened on. */
  start(): Promise<{ host: string; port: number }>
  stop(): Promise<void>
}

/** The embedded SMTP server that takes in mail for the office's mailbox, and for nobody else. */
export function createSmtpIntake(config: SmtpIntakeConfig, { log, takeIn }: SmtpIntakeDeps): SmtpIntake {
  const { host, port, maxMailBytes, protocol = 'smtp', tls = null } = config
  const { longestSessionMs = 15 * 60_000, maxLinesPerAddress = 50, mailsPerMinute = null } = config
  const inHand = new Set<Promise<void>>()
  const isTooFast = createSmtpRate(mailsPerMinute)
  let bytesInFlight = 0
  let stopRenewing = () => {}

  const server: SMTPServer = new SMTPServer({
    banner: 'Tanya mail intake',
    size: maxMailBytes,
    lmtp: protocol === 'lmtp',
    ...(tls && readCertificate(tls)),
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    maxClients: 100,
    maxRecipients: 100,
    lenientAddressParsing: true,
    socketTimeout: config.idleTimeoutMs ?? 60_000,
    // Short, so that SIGTERM ends the process within its ten seconds.
    closeTimeout: 4_000,
    ...watchLines(() => server.connections as Set<OpenLine>, { longestSessionMs, maxLinesPerAddress }),
    onMailFrom: (_address, { remoteAddress }, callback) => {
      callback(
        isTooFast(remoteAddress) ? reply(451, '4.7.1 Too much mail from your address, try again') : null,
      )
    },
    onRcptTo: ({ address }, _session, callback) => {
      if (isServed(address, config.addresses)) return callback()
      callback(reply(550, '5.1.1 No such mailbox here'))
    },
    onData: (stream, session, callback) => {
      const work = receive(stream, session).then(
        () => callback(null, 'Kept'),
        (error: unknown) => callback(error instanceof SmtpReply ? error : notKept(error)),
      )
      inHand.add(work)
      void work.finally(() => inHand.delete(work))
    },
  })
  // A client that breaks off or sends garbage is its own affair; unheard, the event would end the process.
  server.on('error', (error) => log.debug({ code: codeOf(error) }, 'SMTP client failed'))
  server.server.on('connection', answerTogether)

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        // Read to the end even when too large: the sender hears our answer only after its last line.
        if (size + chunk.length > maxMailBytes || bytesInFlight > maxBytesInFlight) {
          bytesInFlight -= size
          size = 0
          chunks.length = 0
          for await (const rest of stream as AsyncIterable<Buffer>) void rest
          throw stream.sizeExceeded || stream.byteLength > maxMailBytes
            ? reply(552, '5.3.4 Message too large')
            : reply(452, '4.3.1 Too much mail at once, try again')
        }
        chunks.push(chunk)
        size += chunk.length
        bytesInFlight += chunk.length
      }
      const { mailFrom } = session.envelope
      makeRoomFor(size)
      await takeIn(withReturnPath(chunks, mailFrom), {
        ip: session.remoteAddress,
        helo: session.hostNameAppearsAs || '',
        mailFrom: mailFrom ? mailFrom.address : '',
      })
    } finally {
      bytesInFlight -= size
    }
  }

  function notKept(error: unknown): Error {
    // The sender hung up before the end: nobody waits for an answer, and nothing of ours has failed.
    if (codeOf(error) === 'ECONNECTION') log.debug({}, 'a mail broke off before its end')
    else log.error({ code: codeOf(error) }, 'mail could not be kept; its sender was asked to try again')
    return reply(451, '4.3.0 Could not be kept, try again')
  }

  return {
    async start() {
      await new Promise<void>((resolve, reject) => {
        const refuse = (error: Error) => reject(new Error(listenSentence(error, config), { cause: error }))
        server.server.once('error', refuse)
        server.listen(port, host, () => {
          server.server.off('error', refuse)
          resolve()
        })
      })
      const bound = server.server.address() as AddressInfo
      log.info({ host: bound.address, port: bound.port }, `taking in mail by ${protocol.toUpperCase()}`)
      if (tls) stopRenewing = renewCertificate(tls, server, log)
      return { host: bound.address, port: bound.port }
    },
    async stop() {
      stopRenewing()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      // A mail may be on its way to the disk although its sender is gone.
      await Promise.all(inHand)
    },
  }
}

/** Reading the mails of all clients together may take this much memory. */
const maxBytesInFlight = 64 * 1024 * 1024
