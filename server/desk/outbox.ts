/**
 * Sending. Claim what is due, send, record; wait and try again when trying again can help; give up when it
 * cannot; and when the line broke after the provider may have accepted, say `uncertain` and leave it to a
 * person. No network call is made inside a transaction.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, ChannelError, type ChannelKind } from '../../channels/contract/channel.ts'
import type { Sent } from '../../channels/contract/outbound.ts'
import { lockMessages } from '../../db/messages.ts'
import type { Tx } from '../../db/index.ts'
import { claimDue, endLeases, findAbandoned, nextDueAt, postpone } from '../../db/outbox.ts'
import type { OutboxRow } from '../../db/schema/outbox.ts'
import type { Logger } from '../log.ts'
import { compose, type ComposeDeps } from './compose.ts'
import { advance } from './delivery.ts'
import type { MailPace } from './mail/mail-pace.ts'
import { isOver, recordAbandoned, recordFailure, recordSent } from './outbox-fates.ts'
import { createRounds } from './rounds.ts'
import { refuseIfHindered } from './texts/refuse-if-hindered.ts'

export interface OutboxDeps extends ComposeDeps {
  log: Logger
  channels: ReadonlyMap<ChannelKind, Channel>
  pace: MailPace
}

const batchSize = 50
/** A sender is taken for dead after this long; channels give up on a silent line well before. */
const leaseMs = 120_000
const longestNapMs = 5_000
const firstRecordDelayMs = 250
const longestRecordDelayMs = 10_000

export function createOutbox(deps: OutboxDeps) {
  const { db, log, channels, pace } = deps
  /** What this process is sending, by message. */
  const inHand = new Map<number, Promise<void>>()
  let mailsInHand = 0
  const stopping = new AbortController()
  let nextMail: NodeJS.Timeout | undefined
  const rounds = createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, 'outbox could not be read; trying again'),
  })

  async function round(): Promise<boolean> {
    await giveBackAbandoned()
    const due = await nextDueAt(db.read)
    if (due === null || due > Date.now()) return false
    const claimed = await db.write(claim)
    if (claimed.length === 0) return false
    for (const row of claimed) {
      if (row.channel === 'email') mailsInHand++
      const done = sendOne(row).finally(() => {
        inHand.delete(row.message_id)
        if (row.channel === 'email') mailsInHand--
        rounds.wake()
      })
      inHand.set(row.message_id, done)
    }
    return claimed.length === batchSize
  }

  async function claim(tx: Tx): Promise<OutboxRow[]> {
    const now = Date.now()
    // What only waits for a free line is not claimed: were this process to die, nobody would know whether it had left.
    const free = (channels.get('email')?.lines ?? Infinity) - mailsInHand
    const mostMails = Math.min(free, await pace.allowance(tx, now))
    const rows = await claimDue(tx, now, now + leaseMs, batchSize, mostMails)
    const mails = rows.filter(({ channel }) => channel === 'email').length
    const nextMailAt = await pace.spend(tx, mails, now)
    clearTimeout(nextMail)
    if (nextMailAt !== null) nextMail = setTimeout(rounds.wake, Math.max(0, nextMailAt - now))
    const ids = rows.map((row) => row.message_id)
    for (const message of await lockMessages(tx, ids))
      await advance(tx, message, { state: 'sending', error: null })
    return rows
  }

  async function sendOne(row: OutboxRow): Promise<void> {
    const fate = await send(row)
    if (fate instanceof ChannelError) {
      const { message_id: messageId, channel, attempts: attempt } = row
      const about = { messageId, channel, attempt, isOver: isOver(row, fate), uncertain: fate.uncertain }
      log.warn(about, 'a message could not be sent')
    }
    await untilRecorded(row, (tx) =>
      fate instanceof ChannelError ? recordFailure(tx, row, fate) : recordSent(tx, row, fate),
    )
  }

  async function send(row: OutboxRow): Promise<Sent | ChannelError> {
    try {
      const channel = channels.get(row.channel)
      if (!channel) throw new ChannelError('Kanal ini dimatikan.', { permanent: true })
      await refuseIfHindered(db.read, row)
      return await channel.send(await compose(deps, row))
    } catch (error) {
      if (error instanceof ChannelError) return error
      log.error({ err: error, messageId: row.message_id }, 'sending failed unexpectedly')
      return new ChannelError('Gagal mengirim.', { cause: error })
    }
  }

  /**
   * What has left the house must not be sent again because the database could not be told. When we are stopped before
   * it could, the row keeps its lease, and the next start calls it abandoned.
   */
  async function untilRecorded(row: OutboxRow, record: (tx: Tx) => Promise<void>): Promise<void> {
    for (let delayMs = firstRecordDelayMs; ; delayMs = Math.min(2 * delayMs, longestRecordDelayMs)) {
      try {
        return await db.write(record)
      } catch (err) {
        log.error({ err, messageId: row.message_id }, 'the fate of a message could not be recorded')
        if (stopping.signal.aborted) return
        await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  /** What a process that died was sending: repeated where that is harmless, else uncertain. */
  async function giveBackAbandoned(): Promise<void> {
    const expired = await findAbandoned(db.read, Date.now())
    const abandoned = expired.filter((row) => !inHand.has(row.message_id))
    if (abandoned.length === 0) return
    await db.write(async (tx) => {
      for (const row of abandoned) {
        if (channels.get(row.channel)?.isRepeatable) await postpone(tx, row.message_id, Date.now())
        else await recordAbandoned(tx, row)
      }
    })
  }

  return {
    wake: rounds.wake,
    /**
     * `ownsAll`: no other process sends from this database, so whatever is marked as being sent was left by a
     * process that is dead.
     */
    async start(options: { ownsAll: boolean }): Promise<void> {
      if (options.ownsAll) await db.write(endLeases)
      rounds.start()
    },
    /** Waits until everything in hand has been sent and recorded. */
    async stop(): Promise<void> {
      await rounds.stop()
      clearTimeout(nextMail)
      stopping.abort()
      await Promise.all(inHand.values())
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>
