/** A sender of mail that costs little itself: raw sockets, pipelined as Postfix does it (RFC 2920). */
import { connect } from 'node:net'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

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
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const expect = async (code: string) => {
    for (;;) {
      const { value } = (await lines.next()) as { value: string | undefined }
      if (!value?.startsWith(code)) throw new Error(`SMTP: wanted ${code}, heard "${value ?? 'nothing'}"`)
      if (value[3] !== '-') return
    }
  }
  await expect('220')
  socket.write('EHLO bench.example\r\n')
  await expect('250')
  for (let mail = take(); mail; mail = take()) {
    socket.write(mail.envelope)
    await expect('250')
    await expect('250')
    await expect('354')
    socket.write(mail.data)
    await expect('250')
  }
  socket.end('QUIT\r\n')
  await once(socket, 'close')
}

function envelope(number: number, to: string): string {
  return `MAIL FROM:<warga.${number}@surat.example>\r\nRCPT TO:<${to}>\r\nDATA\r\n`
}

function dotStuffed(mail: Buffer): Buffer {
  return Buffer.from(`${mail.toString('latin1').replace(/^\./gm, '..')}.\r\n`, 'latin1')
}
