import { expect, it } from 'vitest'
import { sharedBytes } from '../../../channels/email/shared-bytes.ts'
import { createSweeper } from '../../../channels/lib/spent-memory.ts'

it('gives back what a mail had to itself, and nothing that others share', () => {
  const own = Buffer.allocUnsafeSlow(50_000)
  const pool = Buffer.allocUnsafeSlow(8_192)
  const shared = sharedBytes(50_000)
  const spent = createSweeper()
  // The same bytes twice, as of a mail whose two files are one, do no harm.
  spent([own, own, pool.subarray(0, 100), shared, Buffer.alloc(0)])
  expect(own.buffer.byteLength).toBe(0)
  expect(pool.buffer.byteLength).toBe(8_192)
  expect(shared.buffer.byteLength).toBe(50_000)
})
