/**
 * Sending. Claim what is due, send, record; wait and try again when trying again can help; give up when it
 * cannot; and when the line broke after the provider may have accepted, say `uncertain` and leave it to a
 * person. No network call is made inside a transaction.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, ChannelError, type ChannelKind } from '../../channels/contract/channel.ts'
import type { Sent } from '../../channels/contract/outbound.ts'
import { lockMessages } from '../../db/messages.ts'
import { takeEarlyReports } from '../../db/deliveries.ts'
import type { Tx } from '../../db/index.ts'
import { claimDue, deleteFromOutbox, findAbandoned, nextDueAt, postpone } from '../../db/outbox.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { OutboxRow } from '../../db/schema/outbox.ts'
import type { Logger } from '../log.ts'
import { compose, type ComposeDeps } from './compose.ts'
import { advance, furthest, setDelivery, type DeliveryProgress } from './delivery.ts'
import type { Events } from './events.ts'
import { alsoReached, onlyCopiesWait, wordsOnCopies, wordsOnLostCopies } from './mail/copies.ts'
import { markDeadAddresses } from './mail/dead-addresses.ts'
import type { MailPace } from './mail/mail-pace.ts'
import { createRounds } from './rounds.ts'
import { learnStopped } from './texts/learn-stopped.ts'
import { refuseIfHindered } from './texts/refuse-if-hindered.ts'

export interface OutboxDeps extends ComposeDeps {
  events: Events
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
/** A day and a half in all: long enough for a mail server to come back after a night. */
const retryDelaysMs = [
  10_000,
  60_000,
  300_000,
  900_000,
  3600_000,
  2 * 3600_000,
  4 * 3600_000,
  8 * 3600_000,
  20 * 3600_000,
]

export function createOutbox(deps: OutboxDeps) {
  const { db, events, log, channels, pace } = deps
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
    events.pump()
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
    await untilRecorded(row, () =>
      fate instanceof ChannelError ? recordFailure(row, fate) : recordSent(row, fate),
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
  async function untilRecorded(row: OutboxRow, record: () => Promise<void>): Promise<void> {
    for (let delayMs = firstRecordDelayMs; ; delayMs = Math.min(2 * delayMs, longestRecordDelayMs)) {
      try {
        return await record()
      } catch (err) {
        log.error({ err, messageId: row.message_id }, 'the fate of a message could not be recorded')
        if (stopping.signal.aborted) return
        await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  async function recordSent(row: OutboxRow, sent: Sent): Promise<void> {
    const { reached, refused } = sent.recipients ?? { reached: [row.to_address], refused: [] }
    // A copy refused for now is tried again, by itself.
    const mayHelp = refused.some(({ isPermanent }) => !isPermanent)
    const delay = mayHelp ? retryDelaysMs[row.attempts - 1] : undefined
    await db.write(async (tx) => {
      const early = await takeEarlyReports(tx, row.channel, sent.providerId)
      const message = await messageOf(tx, row)
      const error = wordsOnCopies(refused, delay === undefined)
      const last = early.reduce((best, report) => furthest(best, report), {
        state: sent.state,
        error,
      } as DeliveryProgress)
      // An open chat window may have shown it, and said so, before we are told that it was sent.
      const also = {
        ...{ delivery_note: sent.note ?? null, provider_id: sent.providerId },
        ...alsoReached(message, reached),
      }
      if (onlyCopiesWait(message, row)) await tell(tx, message, error, also)
      else await advance(tx, message, last, also)
      await markDeadAddresses(tx, message, refused)
      if (delay === undefined) await deleteFromOutbox(tx, row.message_id)
      else await postpone(tx, row.message_id, Date.now() + delay)
    })
    events.pump()
  }

  async function recordFailure(row: OutboxRow, failure: ChannelError): Promise<void> {
    const delay = retryDelaysMs[row.attempts - 1]
    const isOver = failure.permanent || failure.uncertain || delay === undefined
    log.warn(
      {
        messageId: row.message_id,
        channel: row.channel,
        attempt: row.attempts,
        isOver,
        uncertain: failure.uncertain,
      },
      'a message could not be sent',
    )
    await db.write(async (tx) => {
      const message = await messageOf(tx, row)
      const error = failure.message
      if (failure.isStopped) await learnStopped(tx, row.channel, row.to_address)
      const also = alsoReached(message, failure.reached)
      if (onlyCopiesWait(message, row)) await tell(tx, message, wordsOnLostCopies(error, isOver))
      // A report that it arrived, or came back, may have been faster.
      else if (isOver)
        await advance(tx, message, { state: failure.uncertain ? 'uncertain' : 'failed', error }, also)
      else await setDelivery(tx, message, { ...also, delivery_state: 'queued', delivery_error: error })
      await markDeadAddresses(tx, message, failure.refused)
      if (isOver) await deleteFromOutbox(tx, row.message_id)
      else await postpone(tx, row.message_id, Date.now() + delay)
    })
    events.pump()
  }

  /** What a process that died was sending: repeated where that is harmless, else uncertain. */
  async function giveBackAbandoned(): Promise<void> {
    const expired = await findAbandoned(db.read, Date.now())
    const abandoned = expired.filter((row) => !inHand.has(row.message_id))
    if (abandoned.length === 0) return
    await db.write(async (tx) => {
      for (const row of abandoned) {
        if (channels.get(row.channel)?.isRepeatable) await postpone(tx, row.message_id, Date.now())
        else {
          const error = 'Sistem berhenti saat mengirim; mungkin sudah terkirim.'
          const message = await messageOf(tx, row)
          if (onlyCopiesWait(message, row)) await tell(tx, message, wordsOnLostCopies(error, true))
          else await advance(tx, message, { state: 'uncertain', error })
          await deleteFromOutbox(tx, row.message_id)
        }
      }
    })
    events.pump()
  }

  /** Changes the words beside the state, whatever that is by now. */
  function tell(tx: Tx, message: MessageRow, error: string | null, also: Partial<MessageRow> = {}) {
    return setDelivery(tx, message, {
      ...also,
      delivery_state: message.delivery_state,
      delivery_error: message.delivery_state === 'failed' ? message.delivery_error : error,
    })
  }

  async function messageOf(tx: Tx, row: OutboxRow): Promise<MessageRow> {
    const [message] = await lockMessages(tx, [row.message_id])
    if (!message) throw new Error('an outbox row without its message')
    return message
  }

  return {
    wake: rounds.wake,
    /**
     * `ownsAll`: no other process sends from this database, so whatever is marked as being sent was left by a
     * process that is dead.
     */
    async start(options: { ownsAll: boolean }): Promise<void> {
      if (options.ownsAll) {
        await db.write((tx) =>
          tx.updateTable('outbox').set({ leased_until: 0 }).where('leased_until', 'is not', null).execute(),
        )
      }
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
