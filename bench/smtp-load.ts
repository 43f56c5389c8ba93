/** A sender of mail that costs little itself: raw sockets, pipelined as Postfix does it (RFC 2920). */
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export interface SmtpLoad {
  port: number
  to: string
  connections: number
  mails: Buffer[]
}

/** Sends every mail over a few connections at once. Resolves with the seconds until the last `250`. */
export async function sendAll({ port, to, connections, mails }: SmtpLoad): Promise<number> {
  const ready = mails.map((mail, number) => ({ envelope: envelope(number, to), data: dotStuffed(mail) }))
  const began = performance.now()
  let next = 0
  const take = () => ready[next++]
  await Promise.all(Array.from({ length: connections }, () => sendOver(port, take)))
  return (performance.now() - began) / 1000
}

async function sendOver(
  port: number,
  take: () => { envelope: string; data: Buffer } | undefined,
): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const expect = repliesOf(socket)
  await expect('220')
  socket.write('EHLO bench.example\r\n')
  await expect('250')
  for (let mail = take(); mail; mail = take()) {
    socket.write(mail.envelope)
    await expect('250', '250', '354')
    socket.write(mail.data)
    await expect('250')
  }
  socket.end('QUIT\r\n')
  await once(socket, 'close')
}

/** Waits for these replies, one behind the other. Reading by lines would take a tenth of what the server takes for a mail. */
function repliesOf(socket: Socket): (...codes: string[]) => Promise<void> {
  let text = ''
  let isOver = false
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    wake()
  })
  socket.on('close', () => {
    isOver = true
    wake()
  })
  return async (...codes) => {
    while (codes.length > 0) {
      const end = text.indexOf('\n')
      if (end < 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve))
      else {
        const line = text.slice(0, end)
        text = text.slice(end + 1)
        if (end < 0 || !line.startsWith(codes[0] ?? ''))
          throw new Error(`SMTP: wanted ${codes[0]}, heard "${line || 'nothing'}"`)
        if (line[3] !== '-') codes.shift()
      }
    }
  }
}

function envelope(number: number, to: string): string {
  return `MAIL FROM:<warga.${number}@surat.example>\r\nRCPT TO:<${to}>\r\nDATA\r\n`
}

function dotStuffed(mail: Buffer): Buffer {
  return Buffer.from(`${mail.toString('latin1').replace(/^\./gm, '..')}.\r\n`, 'latin1')
}
