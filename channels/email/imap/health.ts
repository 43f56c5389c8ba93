import type { MailboxTrouble } from './failure.ts'

/** How one mailbox is doing, for `/readyz`, `/metrics` and the console. */
export interface MailboxHealth {
  /** `user@host/FOLDER` */
  name: string
  /** `FOLDER@host`: for figures, which name no user. */
  label: string
  /** `reading`: mails are being taken in; `waiting`: all are, and the server will tell of new ones. */
  state: 'connecting' | 'reading' | 'waiting' | 'failing'
  /** No pass has succeeded for too long. */
  isAlarming: boolean
  /** Seconds since the last pass that succeeded, or since the start. */
  quietSeconds: number
  lastPassAt: Date | null
  lastTrouble: (MailboxTrouble & { at: Date }) | null
}

/** Keeps the heartbeat of one mailbox. */
export function createHealth(identity: { name: string; label: string }, alarmMs: number) {
  let state: MailboxHealth['state'] = 'connecting'
  let lastSign = Date.now()
  let lastPassAt: Date | null = null
  let lastTrouble: MailboxHealth['lastTrouble'] = null

  return {
    connecting: () => void (state = 'connecting'),
    reading: () => void (state = 'reading'),
    /** A long backlog is no silence: each mail kept counts. */
    kept: () => void (lastSign = Date.now()),
    passed() {
      state = 'waiting'
      lastPassAt = new Date()
      lastSign = lastPassAt.getTime()
    },
    failed(trouble: MailboxTrouble) {
      state = 'failing'
      lastTrouble = { ...trouble, at: new Date() }
    },
    /** Something beside the reading went wrong. */
    noticed: (trouble: MailboxTrouble) => void (lastTrouble = { ...trouble, at: new Date() }),
    read: (): MailboxHealth => ({
      ...identity,
      state,
      isAlarming: Date.now() - lastSign > alarmMs,
      quietSeconds: (Date.now() - lastSign) / 1000,
      lastPassAt,
      lastTrouble,
    }),
  }
}

export type Health = ReturnType<typeof createHealth>
