import type { Request } from 'express'
import { TanyaError } from './errors.ts'

/** Many a client that is hung up on while it sends never hears why: so what is refused is still taken in, to a degree. */
const drainedTimes = 10

/** The bytes of a request. Throws `too-large` beyond `maxBytes`, and `bad-request` when the line breaks. */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  let chunks: Buffer[] = []
  let size = 0
  let isTooLarge = Number(request.get('content-length') ?? 0) > maxBytes
  try {
    // Left as it stands, not destroyed, when the loop is left: the answer goes over the same line.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      isTooLarge ||= size > maxBytes
      if (size > drainedTimes * maxBytes) break
      if (isTooLarge) chunks = []
      else chunks.push(chunk)
    }
  } catch (cause) {
    // Somebody thought better of it, or is in a lift: no fault of ours, and nobody hears the answer.
    throw new TanyaError('bad-request', 'The line broke before the end.', { cause })
  }
  if (isTooLarge) throw new TanyaError('too-large', `A file may have ${maxBytes / 1024 / 1024} MiB.`)
  return Buffer.concat(chunks)
}
