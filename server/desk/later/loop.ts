/** Lets go what waits for its time. */
import type { Db } from '../../../db/index.ts'
import { insertEvent } from '../../../db/events.ts'
import { listMessageAnswers } from '../../../db/message-answers.ts'
import { holdOutdated, listDuePutOff } from '../../../db/put-off.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { PutOffRow } from '../../../db/schema/outbox.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Logger } from '../../log.ts'
import type { Answers } from '../answers.ts'
import { createRounds } from '../rounds.ts'
import { go } from './go.ts'

export interface LaterLoopDeps {
  db: Db
  log: Logger
  /** Right-hand side of the Message-IDs we make. */
  mailDomain: string
  answers: Pick<Answers, 'isInForce'>
  onQueued: () => void
  /** After commit, once for each answer, with the ticket as it was before. */
  onReplied: (message: MessageRow, before: TicketRow) => void
}

const batchSize = 50
/** How soon what another process put off, or freed, is seen here. */
const longestNapMs = 5_000

export type LaterLoop = ReturnType<typeof createLaterLoop>

export function createLaterLoop(deps: LaterLoopDeps) {
  const { db, log, mailDomain, answers, onQueued, onReplied } = deps
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
      if (await hold(row)) return false
      const gone = await db.write((tx) => go(tx, row, mailDomain, Date.now()))
      if (!gone) return false
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

  /** What was true when it was written may be so no longer: then a person looks before a citizen reads it. */
  async function hold(row: PutOffRow): Promise<boolean> {
    const { message_id: messageId, ticket_id: ticketId } = row
    if (row.is_brief === 1 || row.outdated === 'agreed') return false
    const carried = await listMessageAnswers(db.read, messageId)
    if (carried.every(answers.isInForce)) return false
    const now = Date.now()
    await db.write(async (tx) => {
      await holdOutdated(tx, messageId)
      await insertEvent(tx, { type: 'message:changed', ticketId, messageId, now })
      await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
    })
    return true
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
