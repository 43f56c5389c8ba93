import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What the sink does with the next mails. `-rcpt` answers the recipient, `-data` the finished message. */
export type SinkManner =
  | 'accept'
  | '535-auth'
  | '421-mail'
  | '451-rcpt'
  | '550-rcpt'
  | '451-data'
  | '550-data'
  | 'hang-after-data'
  | 'close-after-data'
  | 'close-in-data'
  | 'hang-at-mail'

export interface SmtpSink {
  /** `smtp://127.0.0.1:PORT` */
  url: string
  port: number
  /** Every message received to its last line, whatever was answered then. */
  mails: { from: string; to: string[]; raw: Buffer }[]
  /** How many times a client began a message. */
  attempts(): number
  behave(manner: SinkManner): void
  /** Refuses one recipient, whatever becomes of the others; null takes it again. */
  refuse(address: string, code: 450 | 550 | null): void
  stop(): Promise<void>
}

/** A real SMTP server on a free port that takes everything, or fails in the manner it is told. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: SmtpSink['mails'] = []
  const sockets = new Map<number, Socket>()
  const refused = new Map<string, number>()
  let manner: SinkManner = 'accept'
  let attempts = 0

  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, callback) =>
      callback(manner === '535-auth' ? refusal(535, '5.7.8 Wrong password') : null, { user: username }),
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onMailFrom: (_address, _session, callback) => {
      attempts++
      if (manner === 'hang-at-mail') return
      callback(manner === '421-mail' ? refusal(421, '4.3.2 Closing down') : null)
    },
    onRcptTo: ({ address }, _session, callback) => {
      const code = refused.get(address)
      if (code) return callback(refusal(code, code < 500 ? '4.2.0 Try again' : '5.1.1 No such user'))
      if (manner === '451-rcpt') return callback(refusal(451, '4.7.1 Greylisted'))
      callback(manner === '550-rcpt' ? refusal(550, '5.1.1 No such user') : null)
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (manner === 'close-in-data') sockets.get(session.remotePort)?.destroy()
      })
      stream.on('end', () => {
        if (manner === 'close-in-data') return
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
        })
        if (manner === 'hang-after-data') return
        if (manner === 'close-after-data') return void sockets.get(session.remotePort)?.destroy()
        if (manner === '451-data') return callback(refusal(451, '4.3.0 Not now'))
        callback(manner === '550-data' ? refusal(550, '5.7.1 Looks like spam') : null)
      })
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.on('close', () => sockets.delete(port))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    attempts: () => attempts,
    behave: (next) => void (manner = next),
    refuse: (address, code) => void (code ? refused.set(address, code) : refused.delete(address)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets.values()) socket.destroy()
      }),
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
