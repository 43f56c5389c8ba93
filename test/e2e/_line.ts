/** A bad line: bytes take their time, some are lost and come late, and now and then it breaks, by a seed. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Line {
  url: string
  /** Until then it is only slow. */
  isBad: boolean
  breaks: number
  stop(): void
}

export interface LineFaults {
  /** Each way. */
  delayMs: number
  /** Of pieces: those are sent again later, and all behind them wait, as TCP does. */
  lossShare: number
  lossMs: number
  /** Of pieces, upon which the connection breaks and the piece is gone. */
  breakShare: number
  seed: number
}

export async function openLine(target: string, faults: LineFaults): Promise<Line> {
  const { port } = new URL(target)
  const random = seeded(faults.seed)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1')
    carry(near, far)
    carry(far, near)
  })

  function carry(from: Socket, to: Socket): void {
    open.add(from)
    let free = 0
    from.on('data', (piece) => {
      if (line.isBad && random() < faults.breakShare) {
        line.breaks++
        from.destroy()
        return void to.destroy()
      }
      const late = line.isBad && random() < faults.lossShare ? faults.lossMs : 0
      const now = Date.now()
      free = Math.max(free, now + faults.delayMs + late)
      setTimeout(() => to.destroyed || to.write(piece), free - now)
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      open.delete(from)
      setTimeout(() => to.destroy(), Math.max(0, free - Date.now()))
    })
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isBad: false,
    breaks: 0,
    stop() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
  return line
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
