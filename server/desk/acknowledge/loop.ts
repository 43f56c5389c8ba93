/** Settles what is owed to new tickets, in order and at a pace that neither intake nor a stranger's mailbox suffers from. */
import { setImmediate as turn } from 'node:timers/promises'
import { giveUpOwedBefore, listOwed, listSentSince, owedAtOnce } from '../../../db/acknowledgements.ts'
import type { Db } from '../../../db/index.ts'
import type { AcknowledgementRow } from '../../../db/schema/outbox.ts'
import type { Logger } from '../../log.ts'
import type { Acknowledge } from './acknowledge.ts'
import { maxPerMinute, patienceMs } from './rules.ts'
import { createRounds } from '../rounds.ts'

export interface AcknowledgeLoopDeps {
  db: Db
  log: Logger
  acknowledge: Acknowledge
  /** Each row's fate, by name. */
  onSettled: (outcome: string, count: number) => void
  onQueued: () => void
}

const minuteMs = 60_000
/** How soon what another process owes is seen here. */
const longestNapMs = 5_000

export function createAcknowledgeLoop(deps: AcknowledgeLoopDeps) {
  const { db, log, acknowledge, onSettled, onQueued } = deps
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'acknowledgements cannot be written; trying again'),
  })

  async function round(): Promise<boolean> {
    const owed = await listOwed(db.read)
    if (owed.length === 0) return false
    const now = Date.now()
    if (owed.some((row) => row.created_at < now - patienceMs)) {
      tell('late', await db.write((tx) => giveUpOwedBefore(tx, now - patienceMs, now)))
      return true
    }
    const sent = await listSentSince(db.read, now - minuteMs, { limit: maxPerMinute })
    let settled = 0
    for (const row of owed.slice(0, maxPerMinute - sent.length)) {
      if (rounds.isStopped()) return false
      if (await settleOne(row)) settled++
      await turn()
    }
    return owed.length === owedAtOnce && settled > 0
  }

  /** One that fails holds up nobody: it is tried again after the nap, until it is late. */
  async function settleOne(row: AcknowledgementRow): Promise<boolean> {
    const outcome = await acknowledge(row).catch((err: unknown) => {
      log.error({ err, ticketId: row.ticket_id }, 'an acknowledgement could not be written')
      return null
    })
    if (outcome === null) return false
    tell(outcome, 1)
    if (outcome === 'sent') {
      onQueued()
    } else log.info({ ticketId: row.ticket_id, outcome }, 'a ticket is not acknowledged')
    return true
  }

  function tell(outcome: string, count: number): void {
    if (count > 0) onSettled(outcome, count)
  }

  return { wake: rounds.wake, start: rounds.start, stop: rounds.stop }
}
