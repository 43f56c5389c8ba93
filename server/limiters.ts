/** Where it is counted how often somebody does something: in this process, or in Redis where several share the office. */
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { spend, type MakeLimiter } from '../channels/lib/limiter.ts'
import { networkOf } from '../channels/lib/network.ts'
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

/** A person sends some pictures; a program that fills the disk is stopped, however many chats it begins. */
const ofOneChat = { points: 30, duration: 600 }
/** Whole kelurahan offices and telephone networks sit behind one address. */
const ofOneNetwork = { points: 150, duration: 600 }

/** Whether one more file is taken in from this chat, at this address. */
export function createMayUpload(
  makeLimiter: MakeLimiter,
): (ticketId: number, address: string) => Promise<boolean> {
  const chats = makeLimiter('chat-file', ofOneChat)
  const networks = makeLimiter('chat-file-network', ofOneNetwork)
  return async (ticketId, address) =>
    (await spend(chats, ticketId)) === null && (await spend(networks, networkOf(address))) === null
}
