/** Who looks at which ticket, over several processes: one of them may hang. */
import { createClient } from 'redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startRedis } from '../_redis.ts'
import { startChat } from './_cast.ts'

let redis: { url: string; stop(): Promise<void> }
let database: TestDatabase
let office: Office
let sari: Client
/** What would have ended the process. */
const fatal: unknown[] = []
const note = (reason: unknown) => void fatal.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  redis = await startRedis()
  database = await databases[1]!.create()
  office = await openOffice({ DATABASE_URL: database.url, REDIS_URL: redis.url })
  sari = await office.signIn()
})
afterAll(async () => {
  await office.stop()
  await database.drop()
  await redis.stop()
  process.off('unhandledRejection', note)
})

it('is told of those who are here while another process hangs', { timeout: 40_000 }, async () => {
  const hanging = createClient({ url: redis.url })
  hanging.on('error', () => {})
  await hanging.connect()
  await hanging.subscribe('socket.io#/desk#', () => undefined)
  const { ticketId } = await startChat(office, { text: 'halo' })
  const screen = await office.desk(sari)
  await screen.send('view', { ticketId })
  const told = await screen.until<{ agents: object[] }>('presence', undefined, 20_000)
  expect(told.agents).toMatchObject([{ name: 'Admin' }])
  expect(fatal).toEqual([])
  hanging.destroy()
})
