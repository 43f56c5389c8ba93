/** How much one visitor may send: far above what a person types, far below what hurts. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { ChatError } from './understand.ts'

const windowSeconds = 10
const messagesPerWindow = 100
const signalsPerWindow = 200

export type Limits = ReturnType<typeof createLimits>

export function createLimits(config: { startsPerMinute: number }) {
  const starts = new RateLimiterMemory({ points: config.startsPerMinute, duration: 60 })
  const messages = new RateLimiterMemory({ points: messagesPerWindow, duration: windowSeconds })
  const signals = new RateLimiterMemory({ points: signalsPerWindow, duration: windowSeconds })
  return {
    start: (address: string) => spend(starts, address),
    message: (ticketId: number) => spend(messages, ticketId),
    /** Typing, reading, rating: small things that could still be many. */
    signal: (ticketId: number) => spend(signals, ticketId),
  }
}

async function spend(limiter: RateLimiterMemory, key: string | number): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new ChatError('rate-limited', `Terlalu banyak pesan. Coba lagi dalam ${seconds} detik.`)
  }
}
