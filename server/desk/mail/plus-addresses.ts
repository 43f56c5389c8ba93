/**
 * Whether our mailbox receives what is sent to it with a plus (`kantor+x@…`). Where it does not, whoever answers to such
 * an address gets their mail back, so it is tried before it is used: a marked mail to ourselves, which either arrives or
 * not. What was found is kept for as long as the mail servers are the same, and looked into anew each month.
 */
import { randomBytes } from 'node:crypto'
import { ChannelError } from '../../../channels/contract/channel.ts'
import type { Db } from '../../../db/index.ts'
import { readSetting, writeSetting } from '../../../db/settings.ts'
import type { Logger } from '../../log.ts'

export interface PlusAddressesDeps {
  db: Db
  log: Logger
  mode: 'on' | 'off' | 'probe'
  /** Sends the mailbox a mail to its address with this tag. Throws `ChannelError`. */
  probe(tag: string): Promise<void>
  /** Names the servers by which mail leaves and arrives. */
  route(): string
  /** How long after the start the first one is sent: the mailbox is to be read by then. */
  firstAfterMs?: number
}

const setting = 'plus addresses'
const prefix = 'probe-'
const minuteMs = 60_000
const checkMs = 60 * minuteMs
const goodForMs = 30 * 24 * 60 * minuteMs
/** While the monthly mail is on its way, what was found before still holds. */
const graceMs = 60 * minuteMs

interface Probe {
  route: string
  tag: string
  sentAt: number
  hasArrived: boolean
  /** What the one before had found. */
  wasUsable: boolean
}

export interface PlusAddresses {
  areUsable(): Promise<boolean>
  /** A mail came in to our address with this tag. Never throws. */
  arrived(tag: string): void
  start(): void
  stop(): void
}

export function createPlusAddresses(deps: PlusAddressesDeps): PlusAddresses {
  const { db, log, mode, firstAfterMs = minuteMs } = deps
  let timer: NodeJS.Timeout | undefined

  function isUsable(probe: Probe | null, now: number): boolean {
    if (probe?.route !== deps.route()) return false
    return probe.hasArrived || (probe.wasUsable && now - probe.sentAt < graceMs)
  }

  async function probeIfDue(): Promise<void> {
    const now = Date.now()
    const tag = `${prefix}${randomBytes(10).toString('hex')}`
    // Written before it is sent, so that of several processes one sends it.
    const before = await db.write(async (tx) => {
      const known = await readSetting(tx, setting)
      const probe = read(known)
      if (probe?.route === deps.route() && now - probe.sentAt < goodForMs) return null
      const next = {
        route: deps.route(),
        tag,
        sentAt: now,
        hasArrived: false,
        wasUsable: isUsable(probe, now),
      }
      await writeSetting(tx, setting, JSON.stringify(next satisfies Probe))
      return { known: known ?? '' }
    })
    if (!before) return
    try {
      await deps.probe(tag)
      log.info({}, 'sent the mailbox a mail to see whether plus-addresses arrive there')
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      log.info({ permanent: error.permanent }, 'the mail server did not take a mail to a plus-address')
      // Refused is an answer; a server that is away gives none.
      if (!error.permanent) await db.write((tx) => writeSetting(tx, setting, before.known))
    }
  }

  async function note(tag: string): Promise<void> {
    const isNews = await db.write(async (tx) => {
      const probe = read(await readSetting(tx, setting))
      if (probe?.tag !== tag || probe.hasArrived) return false
      await writeSetting(tx, setting, JSON.stringify({ ...probe, hasArrived: true } satisfies Probe))
      return true
    })
    if (isNews) log.info({}, 'plus-addresses arrive: answers come back to one that names their ticket')
  }

  function next(afterMs: number): void {
    timer = setTimeout(() => {
      probeIfDue()
        .catch((err: unknown) => {
          if (timer) log.error({ err }, 'plus-addresses could not be tried; again in an hour')
        })
        .finally(() => timer && next(checkMs))
    }, afterMs)
    timer.unref()
  }

  return {
    async areUsable() {
      return (
        mode === 'on' || (mode === 'probe' && isUsable(read(await readSetting(db.read, setting)), Date.now()))
      )
    },
    arrived(tag) {
      if (!tag.startsWith(prefix)) return
      note(tag).catch((err: unknown) => log.error({ err }, 'a mail to a plus-address could not be noted'))
    },
    start() {
      if (mode === 'probe') next(firstAfterMs)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

function read(kept: string | null): Probe | null {
  return kept ? (JSON.parse(kept) as Probe) : null
}
