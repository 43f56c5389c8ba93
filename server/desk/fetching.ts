/**
 * What lies at Twilio and has to come to us: claimed in rounds, and what could not be had is tried again, later and later,
 * until it is given up.
 */
import { ChannelError } from '../../channels/contract/channel.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { Logger } from '../log.ts'
import { createRounds, type Rounds } from './rounds.ts'

export interface Fetching<Row extends { attempts: number }> {
  db: Db
  log: Logger
  /** In sentences of the log: "a recording". */
  noun: string
  /** By what the log names one. */
  idOf: (row: Row) => object
  longestNapMs: number
  /** By attempt; after the last it is given up. */
  retryDelaysMs: readonly number[]
  /** Takes what is due for this process until `until`, and counts the attempt. */
  claim: (tx: Tx, now: number, until: number, limit: number) => Promise<Row[]>
  /** Fetches one and keeps it. What Twilio refuses is a `ChannelError`, a permanent one where asking again is no use. */
  fetch: (row: Row) => Promise<void>
  /** Puts it off; null: nobody tries again. */
  putOff: (tx: Tx, row: Row, until: number | null) => Promise<void>
}

const batchSize = 10
/** A process that claimed something is taken for dead after this long. */
const leaseMs = 120_000

export function createFetching<Row extends { attempts: number }>(fetching: Fetching<Row>): Rounds {
  const { db, log, noun, idOf, longestNapMs, retryDelaysMs, claim, fetch, putOff } = fetching

  async function round(): Promise<boolean> {
    const now = Date.now()
    const claimed = await db.write((tx) => claim(tx, now, now + leaseMs, batchSize))
    await Promise.all(claimed.map(lookAfter))
    return claimed.length === batchSize
  }

  async function lookAfter(row: Row): Promise<void> {
    try {
      await fetch(row)
    } catch (error) {
      // A disk that is full or a database that is away mends itself as Twilio does: later.
      const isKnown = error instanceof ChannelError
      if (!isKnown) log.error({ err: error, ...idOf(row) }, `${noun} could not be kept`)
      const delay = isKnown && error.permanent ? undefined : retryDelaysMs[Math.max(0, row.attempts - 1)]
      await db.write((tx) => putOff(tx, row, delay === undefined ? null : Date.now() + delay))
      if (delay === undefined) log.warn(idOf(row), `${noun} was given up`)
    }
  }

  return createRounds({
    round,
    longestNapMs,
    onError: (err) => log.error({ err }, `${noun} could not be looked after; trying again`),
  })
}
