import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { ChannelError } from '../../contract/channel.ts'
import type { OutboundMessage, Sent } from '../../contract/outbound.ts'
import type { DkimKey } from './dkim.ts'
import { composeMail, messageIdOf } from './compose.ts'
import type { Office } from './compose.ts'
import { plusProbe } from './plus-probe.ts'
import { codesOf, fateOf, isForGood, type RecipientError } from './recipients.ts'

export interface SmtpSenderConfig {
  /** `smtps://user:pass@host:465` or `smtp://host:25`. */
  url: string
  office: Office
  dkim?: DkimKey | null
  /** How long to wait for the server at each step, in milliseconds. */
  timeoutMs?: number
}

export interface SmtpSender {
  send(message: OutboundMessage): Promise<Sent>
  /** Sends a mail to the office's own address, with a plus. Throws `ChannelError`. */
  probePlus(address: string): Promise<void>
  stop(): void
}

/** How many connections are open at once: more, and servers take it for an attack. */
export const smtpLines = 3

/** Sends answers over a small pool of SMTP connections. */
export function createSmtpSender(config: SmtpSenderConfig): SmtpSender {
  const { url, office, dkim = null, timeoutMs = 60_000 } = config
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: smtpLines,
    maxMessages: 100,
    // Once, and only while not a byte of the message has left (a pooled line the server had closed).
    maxRequeues: 1,
    connectionTimeout: Math.min(timeoutMs, 20_000),
    greetingTimeout: Math.min(timeoutMs, 20_000),
    socketTimeout: timeoutMs,
    logger: false,
    ...(dkim && {
      dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey },
    }),
  })
  // Notes the stream each message is sent from: how far it was read tells what the server can have.
  const streams = new Map<string, Readable>()
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = (options) => {
      const stream = create(options)
      streams.set(mail.message.messageId(), stream)
      return stream
    }
    done()
  })
  // Connections of the pool fail on their own now and then; every message hears of it by itself.
  transport.on('error', () => undefined)

  return {
    async send(message) {
      const mail = await composeMail(message, office)
      const key = String(mail.messageId)
      try {
        const info = await transport.sendMail(mail)
        return fateOf(message, messageIdOf(message, office), info.rejectedErrors ?? [])
      } catch (error) {
        if (error instanceof ChannelError) throw error
        const failure = error as SmtpFailure
        if (failure.rejectedErrors)
          return fateOf(message, messageIdOf(message, office), failure.rejectedErrors)
        throw channelError(failure, streams.get(key))
      } finally {
        streams.delete(key)
      }
    },
    async probePlus(address) {
      await transport.sendMail(plusProbe(address, office)).catch((error: SmtpFailure) => {
        throw channelError(error, undefined)
      })
    },
    stop: () => transport.close(),
  }
}

interface SmtpFailure extends NodeJS.ErrnoException {
  responseCode?: number
  response?: string
  command?: string
  /** Everybody was refused. */
  rejectedErrors?: RecipientError[]
}

/**
 * What a failure means (RFC 5321 §4.2.1): 5yz is for good, 4yz and a network fault for now. When the whole
 * message was written and no answer came, the server may have taken it (RFC 1047): uncertain.
 */
function channelError(error: SmtpFailure, stream: Readable | undefined): ChannelError {
  const { responseCode, command } = error
  if (responseCode) {
    const permanent = isForGood(responseCode) && !isOurOwnFault(error)
    return new ChannelError(`Server surel menjawab ${codesOf(error)}${command ? ` untuk ${command}` : ''}.`, {
      permanent,
      cause: error,
    })
  }
  if (stream?.readableEnded) {
    return new ChannelError('Sambungan ke server surel terputus sebelum pesan dipastikan diterima.', {
      uncertain: true,
      cause: error,
    })
  }
  const permanent = error.code === 'EENVELOPE'
  return new ChannelError(`Server surel tidak terjangkau (${error.code ?? 'unknown'}).`, {
    permanent,
    cause: error,
  })
}

/** A wrong password or a server that wants one says 5yz, but it is the office that mends it, not the message. */
function isOurOwnFault({ code, responseCode }: SmtpFailure): boolean {
  return code === 'EAUTH' || code === 'ETLS' || responseCode === 535
}
