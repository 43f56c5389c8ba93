import type { MailboxTrouble } from './failure.ts'

/** How one mailbox is doing, for `/readyz`, `/metrics` and the console. */
export interface MailboxHealth {
  /** `user@host/FOLDER` */
  name: string
  /** `FOLDER@host`: for figures, which name no user. */
  label: string
  /** What lies in it: what citizens wrote, or what the office sent. */
  holds: 'received' | 'sent'
  /** `reading`: mails are being taken in; `waiting`: all are, and the server will tell of new ones. */
  state: 'connecting' | 'reading' | 'waiting' | 'failing'
  /** How new mail is noticed: the server tells (IDLE, RFC 2177), or is only asked now and then. Null before it is known. */
  noticedBy: 'idle' | 'poll' | null
  /** No pass has succeeded for too long. */
  isAlarming: boolean
  /** Seconds since the last pass that succeeded, or since the start. */
  quietSeconds: number
  /** How many lie there that are still to be taken in; null while that is not known. */
  backlog: number | null
  lastPassAt: Date | null
  /** Since when nothing has succeeded, and when it is tried again; both null while all is well. */
  failingSince: Date | null
  nextTryAt: Date | null
  lastTrouble: (MailboxTrouble & { at: Date }) | null
}

type Identity = Pick<MailboxHealth, 'name' | 'label' | 'holds'>

/** Keeps the heartbeat of one mailbox. */
export function createHealth(identity: Identity, alarmMs: number) {
  let state: MailboxHealth['state'] = 'connecting'
  let noticedBy: MailboxHealth['noticedBy'] = null
  let lastSign = Date.now()
  let backlog: number | null = null
  let lastPassAt: Date | null = null
  let failingSince: Date | null = null
  let nextTryAt: Date | null = null
  let lastTrouble: MailboxHealth['lastTrouble'] = null

  return {
    connecting() {
      state = 'connecting'
      nextTryAt = null
    },
    connected: (by: 'idle' | 'poll') => void (noticedBy = by),
    reading: () => void (state = 'reading'),
    found: (count: number) => void (backlog = count),
    /** A long backlog is no silence: each mail kept counts. */
    kept() {
      lastSign = Date.now()
      if (backlog) backlog -= 1
    },
    passed() {
      state = 'waiting'
      backlog = 0
      failingSince = null
      lastPassAt = new Date()
      lastSign = lastPassAt.getTime()
    },
    failed(trouble: MailboxTrouble) {
      state = 'failing'
      backlog = null
      failingSince ??= new Date()
      lastTrouble = { ...trouble, at: new Date() }
    },
    resting(ms: number) {
      if (state !== 'failing') state = 'connecting'
      nextTryAt = new Date(Date.now() + ms)
    },
    /** Something beside the reading went wrong. */
    noticed: (trouble: MailboxTrouble) => void (lastTrouble = { ...trouble, at: new Date() }),
    read: (): MailboxHealth => ({
      ...identity,
      state,
      noticedBy,
      isAlarming: Date.now() - lastSign > alarmMs,
      quietSeconds: (Date.now() - lastSign) / 1000,
      backlog,
      lastPassAt,
      failingSince,
      nextTryAt,
      lastTrouble,
    }),
  }
}

export type Health = ReturnType<typeof createHealth>
