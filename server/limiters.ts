/** Where it is counted how often somebody does something: in this process, or in Redis where several share the office. */
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { spend, type MakeLimiter } from '../channels/lib/limiter.ts'
import type { RedisClient } from './scale-out.ts'

export const limitersInMemory: MakeLimiter = (_name, options) => new RateLimiterMemory(options)

/** While Redis is away each process counts for itself: nobody is let in or kept out for that. */
export function limitersInRedis(client: RedisClient): MakeLimiter {
  return (name, options) =>
    new RateLimiterRedis({
      ...options,
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `tanya:limit:${name}`,
      insuranceLimiter: new RateLimiterMemory(options),
    })
}

/** A person sends some pictures; a program that fills the disk is stopped. */
const uploads = { points: 30, duration: 600 }

/** Whether one more file is taken in from this chat. */
export function createMayUpload(makeLimiter: MakeLimiter): (ticketId: number) => Promise<boolean> {
  const limiter = makeLimiter('chat-file', uploads)
  return async (ticketId) => (await spend(limiter, ticketId)) === null
}
