/** Asks a running clamd what it thinks of a file, by its INSTREAM command (clamd(8)). */
import { connect } from 'node:net'

export interface Verdict {
  /** What clamd calls it; null when it found nothing. */
  found: string | null
}

const patienceMs = 30_000
const chunkBytes = 64 * 1024

/** Rejects when clamd cannot be reached, is too slow, or does not take the file. */
export function createClamd({ host, port }: { host: string; port: number }) {
  return function scan(content: Buffer): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port })
      let answer = ''
      const fail = (why: string, cause?: unknown) => {
        socket.destroy()
        reject(new Error(why, { cause }))
      }
      socket.setTimeout(patienceMs, () => fail('clamd does not answer'))
      socket.on('error', (cause) => fail('clamd cannot be reached', cause))
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
      socket.on('close', () => {
        const verdict = verdictOf(answer)
        if (verdict) resolve(verdict)
        else fail('clamd gave no verdict')
      })
      // Each piece goes with its length before it; an empty one ends the stream.
      socket.write('zINSTREAM\0')
      for (let from = 0; from < content.length; from += chunkBytes) {
        const chunk = content.subarray(from, from + chunkBytes)
        socket.write(lengthOf(chunk.length))
        socket.write(chunk)
      }
      socket.write(lengthOf(0))
    })
  }
}

/** `stream: OK` or `stream: Eicar-Test-Signature FOUND`. */
function verdictOf(answer: string): Verdict | null {
  const [, words = ''] = /^stream: (.+?)\0?\s*$/s.exec(answer) ?? []
  if (words === 'OK') return { found: null }
  return words.endsWith(' FOUND') ? { found: words.slice(0, -' FOUND'.length) } : null
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}
