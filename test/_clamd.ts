/** A server that speaks clamd's INSTREAM and knows the EICAR test file alone. */
import { createServer, type AddressInfo } from 'node:net'

/** https://www.eicar.org/download-anti-malware-testfile/, in two halves: a scanner must not find this file. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

export interface Clamd {
  url: string
  scans: number
  /** It hangs up on whoever asks. */
  isOut: boolean
  stop(): void
}

export async function startClamd(): Promise<Clamd> {
  const server = createServer((socket) => {
    if (clamd.isOut) return socket.destroy()
    let stream = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      stream = Buffer.concat([stream, chunk])
      const content = contentOf(stream)
      if (!content) return
      clamd.scans++
      socket.end(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const clamd: Clamd = {
    url: `tcp://127.0.0.1:${port}`,
    scans: 0,
    isOut: false,
    stop: () => void server.close(),
  }
  return clamd
}

/** The pieces joined, once the empty one has come; null before. */
function contentOf(stream: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (stream.length < command.length || stream.toString('latin1', 0, command.length) !== command) return null
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= stream.length;) {
    const length = stream.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(stream.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
