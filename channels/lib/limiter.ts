/** Counters of what somebody did lately, kept where all processes of the office see them. */
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'

export type Limiter = Pick<RateLimiterAbstract, 'consume' | 'get' | 'reward' | 'delete'>

/** `name` is the counter's own; `duration` and `blockDuration` (after the points are spent) in seconds. */
export type MakeLimiter = (
  name: string,
  options: { points: number; duration: number; blockDuration?: number },
) => Limiter

/** Null when there was a point to spend, else in how many seconds there is one again. */
export async function spend(limiter: Limiter, key: string | number): Promise<number | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}
