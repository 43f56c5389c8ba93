import { expect, it } from 'vitest'
import { backOff } from '../../../channels/email/imap/back-off.ts'

it('waits ever longer up to a minute and a half, and never all offices at one moment', () => {
  for (const [failures, usual] of [
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [7, 60_000],
    [500, 60_000],
  ] as const) {
    const waits = Array.from({ length: 200 }, () => backOff(1_000, failures))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(usual * 0.5)
    expect(Math.max(...waits)).toBeLessThanOrEqual(usual * 1.5)
    expect(new Set(waits).size).toBeGreaterThan(100)
  }
})
