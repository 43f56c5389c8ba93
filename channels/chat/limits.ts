/** How much one visitor may send: far above what a person types, far below what hurts. */
import { spend, type Limiter, type MakeLimiter } from '../lib/limiter.ts'
import { networkOf } from '../lib/network.ts'
import { ChatError } from './understand.ts'

const windowSeconds = 10
const messagesPerWindow = 100
const signalsPerWindow = 200
/** Each is looked for in the citizen's words, which takes the whole process for a moment. */
const looksPerTenMinutes = 20

export type Limits = ReturnType<typeof createLimits>

export function createLimits(config: { startsPerMinute: number }, makeLimiter: MakeLimiter) {
  const starts = makeLimiter('chat-start', { points: config.startsPerMinute, duration: 60 })
  const messages = makeLimiter('chat-message', { points: messagesPerWindow, duration: windowSeconds })
  const signals = makeLimiter('chat-signal', { points: signalsPerWindow, duration: windowSeconds })
  const looks = makeLimiter('chat-look', { points: looksPerTenMinutes, duration: 600 })
  return {
    start: (address: string) => refuseBeyond(starts, networkOf(address)),
    message: (ticketId: number) => refuseBeyond(messages, ticketId),
    /** Typing, reading, rating: small things that could still be many. */
    signal: (ticketId: number) => refuseBeyond(signals, ticketId),
    /** Asking for answers of the library. */
    look: (ticketId: number) => refuseBeyond(looks, ticketId),
  }
}

async function refuseBeyond(limiter: Limiter, key: string | number): Promise<void> {
  const seconds = await spend(limiter, key)
  if (seconds !== null)
    throw new ChatError('rate-limited', `Terlalu banyak pesan. Coba lagi dalam ${seconds} detik.`)
}
