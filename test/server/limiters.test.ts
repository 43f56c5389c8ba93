/** Limits of an office with several processes: they count together, in a real Redis, and each by itself while it is away. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { spend } from '../../channels/lib/limiter.ts'
import { networkOf } from '../../channels/lib/network.ts'
import { createMayUpload, limitersInMemory, limitersInRedis } from '../../server/limiters.ts'
import { openRedis, type RedisClient } from '../../server/scale-out.ts'
import { waitFor } from '../_office.ts'
import { startRedis } from '../_redis.ts'

let redis: { url: string; stop(): Promise<void> }
let clients: RedisClient[]
beforeAll(async () => {
  redis = await startRedis()
  clients = [await openRedis(redis.url), await openRedis(redis.url)]
})
afterAll(() => {
  for (const client of clients) client.destroy()
})

it('counts what two processes see of one address', async () => {
  const [one, other] = clients.map((client) => limitersInRedis(client)('test', { points: 3, duration: 60 }))
  expect(await spend(one!, 'a')).toBeNull()
  expect(await spend(other!, 'a')).toBeNull()
  expect(await spend(one!, 'a')).toBeNull()
  expect(await spend(other!, 'a')).toBeGreaterThan(50)
  expect(await spend(other!, 'b')).toBeNull()
})

it('goes on in each process by itself when Redis is gone', async () => {
  const limiter = limitersInRedis(clients[0]!)('later', { points: 2, duration: 60 })
  await redis.stop()
  await waitFor(() => !clients[0]!.isReady, 'the loss of Redis')
  expect(await spend(limiter, 'a')).toBeNull()
  expect(await spend(limiter, 'a')).toBeNull()
  expect(await spend(limiter, 'a')).toBeGreaterThan(0)
})

it('takes some files of one chat, and of one address however many chats it begins', async () => {
  const mayUpload = createMayUpload(limitersInMemory)
  const tries = async (ticketId: number, address: string) => {
    const all = await Promise.all(Array.from({ length: 40 }, () => mayUpload(ticketId, address)))
    return all.filter(Boolean).length
  }
  const taken = []
  for (let chat = 1; chat <= 7; chat++) taken.push(await tries(chat, '203.0.113.5'))
  expect(taken).toEqual([30, 30, 30, 30, 30, 0, 0])
  expect(await tries(8, '203.0.113.6')).toBe(30)
})

it('takes a household’s IPv6 addresses for one', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'))
  expect(networkOf('2001:db8::9')).toBe(networkOf('2001:db8:0:0:1::'))
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'))
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
})
