import type { Cursors } from '../deps.ts'

/** How far one folder has been read. UIDs only mean something together with UIDVALIDITY (RFC 9051 §2.3.1.1). */
export interface ImapCursor {
  /** The last UID taken in; 0 when nothing was, or when the server has renumbered the folder. */
  lastUid(uidValidity: bigint): Promise<number>
  advance(uidValidity: bigint, uid: number): Promise<void>
}

export function imapCursor(cursors: Cursors, mailbox: string): ImapCursor {
  const name = `imap:${mailbox}`
  return {
    async lastUid(uidValidity) {
      const [validity, uid] = (await cursors.get(name))?.split(':') ?? []
      return validity === String(uidValidity) ? Number(uid) || 0 : 0
    },
    advance: (uidValidity, uid) => cursors.set(name, `${uidValidity}:${uid}`),
  }
}
