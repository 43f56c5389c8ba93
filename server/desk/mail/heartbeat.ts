/**
 * Several processes work on one database, and one of them reads the mailboxes. It tells the others how they are doing, so
 * that whoever sits at another process hears when no mail comes in, also when the reading process is gone.
 */
import type { MailboxHealth } from '../../../channels/email/index.ts'
import type { Db, Queryable } from '../../../db/index.ts'
import { forgetMailboxBeats, listMailboxBeats, writeMailboxBeats } from '../../../db/mailbox-beats.ts'
import type { MailboxBeatRow } from '../../../db/schema/mail.ts'
import type { Logger } from '../../log.ts'

const beatMs = 5_000
/** Two of three may be late. */
const silentAfterMs = 4 * beatMs
/** Nobody reads a mailbox any more of which nothing was heard for so long. */
const forgottenAfterMs = 14 * 24 * 3600_000

/** As it is told. */
type Told = MailboxHealth & { alarmMs: number }

export type Heartbeat = ReturnType<typeof createHeartbeat>

export function createHeartbeat(deps: {
  db: Db
  log: Logger
  health: () => MailboxHealth[]
  alarmMs: number
}) {
  const { db, log, health, alarmMs } = deps
  let timer: NodeJS.Timeout | undefined
  let telling = Promise.resolve()

  async function tell(isFirst: boolean): Promise<void> {
    const beats = health().map((one) => beatOf(one, alarmMs, Date.now()))
    await db.write(async (tx) => {
      if (isFirst)
        await forgetMailboxBeats(
          tx,
          beats.map(({ name }) => name),
        )
      await writeMailboxBeats(tx, beats)
    })
  }
  const beat = (isFirst = false) => {
    telling = telling
      .then(() => tell(isFirst))
      .catch((err: unknown) => log.warn({ err }, 'how the mailboxes are doing could not be told'))
  }

  return {
    start() {
      beat(true)
      timer = setInterval(beat, beatMs)
    },
    async stop() {
      clearInterval(timer)
      await telling
    },
  }
}

/** Of the mailboxes that other processes read. One that is silent itself counts as failing. */
export async function healthElsewhere(db: Queryable, own: ReadonlySet<string>): Promise<MailboxHealth[]> {
  const now = Date.now()
  const beats = await listMailboxBeats(db, now - forgottenAfterMs)
  return beats.filter(({ name }) => !own.has(name)).map((beat) => healthIn(beat, now))
}

function beatOf(health: MailboxHealth, alarmMs: number, now: number): MailboxBeatRow {
  const { name, quietSeconds } = health
  const told: Told = { ...health, alarmMs }
  return {
    name,
    health: JSON.stringify(told),
    last_sign: Math.round(now - quietSeconds * 1000),
    told_at: now,
  }
}

function healthIn({ health, last_sign, told_at }: MailboxBeatRow, now: number): MailboxHealth {
  const { alarmMs, ...told } = JSON.parse(health, asDate) as Told
  const isSilent = now - told_at > silentAfterMs
  const words = 'the process that reads this mailbox says nothing any more'
  return {
    ...told,
    isAlarming: now - last_sign > alarmMs,
    quietSeconds: (now - last_sign) / 1000,
    ...(isSilent && {
      state: 'failing',
      failingSince: told.failingSince ?? new Date(told_at),
      nextTryAt: null,
      backlog: null,
      lastTrouble: { code: 'silent', words, at: new Date(told_at) },
    }),
  }
}

const times = new Set(['at', 'lastPassAt', 'failingSince', 'nextTryAt'])

function asDate(key: string, value: unknown): unknown {
  return times.has(key) && typeof value === 'string' ? new Date(value) : value
}
