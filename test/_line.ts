/** A telephone line between a client and a server, that a test can cut or make silent. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Line {
  port: number
  /** How many connections there were. */
  calls(): number
  /** Cuts the next connection after the server has sent so many bytes. */
  cutAfter(bytes: number): void
  /** From now on nothing passes, and nobody is told: as when a firewall forgets a connection. */
  silence(): void
  /** New connections pass again; the silent ones stay silent. */
  mend(): void
  stop(): Promise<void>
}

export async function startLine(targetPort: number): Promise<Line> {
  const open = new Set<Socket>()
  const lines = new Set<{ isDead: boolean }>()
  let calls = 0
  let bytesLeft = Infinity
  let isSilent = false
  const server = createServer((client) => {
    calls++
    const target = connect(targetPort, '127.0.0.1')
    const line = { isDead: isSilent, bytesLeft }
    bytesLeft = Infinity
    for (const socket of [client, target]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        if (!line.isDead) for (const other of [client, target]) other.destroy()
      })
    }
    lines.add(line)
    client.on('data', (data) => line.isDead || target.write(data))
    target.on('data', (data) => {
      if (line.isDead) return
      client.write(data.subarray(0, Math.min(data.length, line.bytesLeft)))
      line.bytesLeft -= data.length
      if (line.bytesLeft <= 0) client.destroySoon()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    port: (server.address() as AddressInfo).port,
    calls: () => calls,
    cutAfter: (bytes) => void (bytesLeft = bytes),
    silence() {
      isSilent = true
      for (const line of lines) line.isDead = true
    },
    mend: () => void (isSilent = false),
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
