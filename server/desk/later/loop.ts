/** Lets go what waits for its time. */
import type { Db } from '../../../db/index.ts'
import { listDuePutOff } from '../../../db/put-off.ts'
import type { MessageRow, PutOffRow, TicketRow } from '../../../db/schema.ts'
import type { Logger } from '../../log.ts'
import type { Events } from '../events.ts'
import { createRounds } from '../rounds.ts'
import { go } from './go.ts'

export interface LaterLoopDeps {
  db: Db
  events: Events
  log: Logger
  /** Right-hand side of the Message-IDs we make. */
  mailDomain: string
  onQueued: () => void
  /** After commit, once for each answer, with the ticket as it was before. */
  onReplied: (message: MessageRow, before: TicketRow) => void
}

const batchSize = 50
/** How soon what another process put off, or freed, is seen here. */
const longestNapMs = 5_000

export type LaterLoop = ReturnType<typeof createLaterLoop>

export function createLaterLoop(deps: LaterLoopDeps) {
  const { db, events, log, mailDomain, onQueued, onReplied } = deps
  let alarm: NodeJS.Timeout | undefined
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'answers that were put off could not be read; trying again'),
  })

  async function round(): Promise<boolean> {
    const waiting = await listDuePutOff(db.read, batchSize)
    const now = Date.now()
    const due = waiting.filter((row) => row.send_at <= now)
    let gone = 0
    for (const row of due) {
      if (rounds.isStopped()) return false
      if (await letGo(row)) gone++
    }
    const next = waiting[due.length]
    clearTimeout(alarm)
    if (next && !rounds.isStopped())
      alarm = setTimeout(rounds.wake, Math.min(next.send_at - now, longestNapMs)).unref()
    return due.length === batchSize && gone > 0
  }

  /** One that fails holds up nobody; it is tried again after the nap. */
  async function letGo(row: PutOffRow): Promise<boolean> {
    try {
      const gone = await db.write((tx) => go(tx, row, mailDomain, Date.now()))
      if (!gone) return false
      events.pump()
      onQueued()
      onReplied(gone.message, gone.before)
      return true
    } catch (err) {
      log.error(
        { err, messageId: row.message_id },
        'an answer whose time has come could not go; trying again',
      )
      return false
    }
  }

  return {
    wake: rounds.wake,
    start: rounds.start,
    async stop(): Promise<void> {
      clearTimeout(alarm)
      await rounds.stop()
      clearTimeout(alarm)
    },
  }
}
