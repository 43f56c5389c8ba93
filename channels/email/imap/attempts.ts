import type { Cursors } from '../deps.ts'

/** How often the mail that now stands in the way of a mailbox was tried; kept, so that a restart does not forget it. */
export interface Attempts {
  /** Counts one more, and says whether it was the last. */
  isOver(uidValidity: bigint, uid: number, failure: MailFailure): Promise<boolean>
}

/**
 * `mail`: the server refused it, or it could not be stored, while everything else works. `line`: the connection
 * broke while this mail alone was fetched, which is the network's fault more often than the mail's.
 */
export interface MailFailure {
  kind: 'mail' | 'line'
  error: unknown
}

/** With the back-off between them some seconds, and some five minutes. */
const mostAttempts = { mail: 3, line: 10 }

export function imapAttempts(cursors: Cursors, mailbox: string): Attempts {
  const name = `imap-attempts:${mailbox}`
  return {
    async isOver(uidValidity, uid, { kind }) {
      const mail = `${uidValidity}:${uid}`
      const [before, times] = (await cursors.get(name))?.split(' ') ?? []
      const attempts = (before === mail ? Number(times) || 0 : 0) + 1
      await cursors.set(name, `${mail} ${attempts}`)
      return attempts >= mostAttempts[kind]
    },
  }
}
