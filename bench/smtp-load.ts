/** A sender of mail that costs little itself: raw sockets, pipelined as Postfix does it (RFC 2920). */
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export interface Sender {
  /** Sends every mail, each line one after another. Resolves with the seconds until the last `250`. */
  send(mails: Buffer[]): Promise<number>
  close(): Promise<void>
}

interface Line {
  socket: Socket
  expect(...codes: string[]): Promise<void>
}

/**
 * A few lines at once, which stay open as those of a mail server do: the tenth of a second for which smtp-server lets each wait,
 * to see whether it talks too soon, is part of no mail.
 */
export async function openSender(port: number, to: string, connections: number): Promise<Sender> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)))
  return {
    async send(mails) {
      const ready = mails.map((mail, number) => ({ envelope: envelope(number, to), data: dotStuffed(mail) }))
      const began = performance.now()
      await Promise.all(lines.map((line) => sendOver(line, () => ready.shift())))
      return (performance.now() - began) / 1000
    },
    close: async () => void (await Promise.all(lines.map(closeLine))),
  }
}

async function openLine(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const expect = repliesOf(socket)
  await expect('220')
  socket.write('EHLO bench.example\r\n')
  await expect('250')
  return { socket, expect }
}

async function closeLine({ socket }: Line): Promise<void> {
  socket.end('QUIT\r\n')
  await once(socket, 'close')
}

async function sendOver(
  { socket, expect }: Line,
  take: () => { envelope: string; data: Buffer } | undefined,
): Promise<void> {
  for (let mail = take(); mail; mail = take()) {
    socket.write(mail.envelope)
    await expect('250', '250', '354')
    socket.write(mail.data)
    await expect('250')
  }
}

/** Waits for these replies, one behind the other. Reading by lines would take a tenth of what the server takes for a mail. */
function repliesOf(socket: Socket): Line['expect'] {
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
