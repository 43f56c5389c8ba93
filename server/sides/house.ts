/** What every side of the office stands on: database, files, events, sessions, figures, and the list of channels. */
import { join } from 'node:path'
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import type { EmailChannel } from '../../channels/email/index.ts'
import type { MakeLimiter } from '../../channels/lib/limiter.ts'
import { deleteAgent } from '../../db/agents.ts'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { countWaiting } from '../../db/outbox.ts'
import { makeFirstAdmin } from '../auth/accounts.ts'
import { createAuth, type Auth } from '../auth/index.ts'
import type { Config } from '../config.ts'
import { createEvents, type Events } from '../desk/events.ts'
import { logKeeper } from '../desk/disk/disk-thread.ts'
import { createFiles } from '../desk/files.ts'
import { createClamd } from '../desk/scanning/clamd.ts'
import { createScanning, type Scanning } from '../desk/scanning/scanning.ts'
import { holdDatabase } from '../hold.ts'
import type { Lifetime } from '../lifetime.ts'
import { limitersInMemory, limitersInRedis } from '../limiters.ts'
import type { Logger } from '../log.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import type { RedisClient } from '../scale-out.ts'

export interface House {
  config: Config
  log: Logger
  lifetime: Lifetime
  db: Db
  /** No other process works on this database. */
  isSole: boolean
  firstAdmin: { email: string; password: string | null } | null
  /** Told once everything has started. */
  markUp: () => void
  auth: Auth
  events: Events
  metrics: Metrics
  makeLimiter: MakeLimiter
  /** Null where one process is the office. */
  redis: RedisClient | null
  attachments: Scanning['files']
  refuseInfected: Scanning['refuseInfected']
  /** Those that are on; each side adds its own. */
  channels: Map<ChannelKind, Channel>
  /** Null until its side has opened it, and where e-mail is off. */
  email: EmailChannel | null
  /** Of the Message-IDs that we give. */
  mailDomain: string
  /** Mail addresses of the office, in small letters. */
  ownAddresses: string[]
}

/** `onFatal` is told in one sentence when another process took the database over. */
export async function openHouse(
  config: Config,
  { log, lifetime, onFatal }: { log: Logger; lifetime: Lifetime; onFatal: (why: string) => void },
): Promise<House> {
  const hold = await holdDatabase(config, onFatal)
  lifetime.onStop(hold.release)
  const db = openDb(config.databaseUrl, logKeeper)
  lifetime.onStop(db.close)
  await migrateToLatestOrThrow(db)
  const firstAdmin = await makeFirstAdmin(db, config.admin)
  let isUp = false
  lifetime.onStop(async () => {
    // Nobody has read the password of an admin whose first start failed: the next start makes another.
    if (!isUp && firstAdmin) await db.write((tx) => deleteAgent(tx, firstAdmin.email))
  })
  const scanning = createScanning({
    ...{ db, log },
    attachments: createFiles(join(config.dataDir, 'attachments')),
    scan: config.clamd && createClamd(config.clamd),
  })
  lifetime.onStop(scanning.settled)
  // Its client is slow to load, and most offices need none.
  const redis = config.redisUrl ? await (await import('../scale-out.ts')).openRedis(config.redisUrl) : null
  lifetime.onStop(() => redis?.destroy())
  const makeLimiter = redis ? limitersInRedis(redis) : limitersInMemory
  const house: House = {
    ...{ config, log, lifetime, db, firstAdmin, redis, makeLimiter },
    isSole: hold.isSole,
    markUp: () => void (isUp = true),
    auth: createAuth(db, makeLimiter),
    events: createEvents(db, log),
    metrics: createMetrics({
      outboxWaiting: () => countWaiting(db.read),
      mailboxes: () => house.email?.mailboxes?.health() ?? [],
    }),
    attachments: scanning.files,
    refuseInfected: scanning.refuseInfected,
    channels: new Map(),
    email: null,
    mailDomain: config.email?.address.split('@')[1] ?? 'tanya.invalid',
    ownAddresses: config.email?.ownAddresses ?? [],
  }
  return house
}
