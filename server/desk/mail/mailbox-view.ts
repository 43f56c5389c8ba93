import type { EmailChannel, MailboxHealth } from '../../../channels/email/index.ts'
import { readCursor } from '../../../db/cursors.ts'
import type { Db } from '../../../db/index.ts'
import { readMailboxNews } from '../../../db/mailboxes.ts'
import { notFound } from '../../errors.ts'
import { healthElsewhere } from './heartbeat.ts'
import type { Mailbox } from '../../wire/mailbox.ts'

export type MailboxView = ReturnType<typeof createMailboxView>

/** The mailboxes that are read, as people see them; those of other processes by what these tell. */
export function createMailboxView(deps: { db: Db; mailboxes: () => EmailChannel['mailboxes'] }) {
  const { db, mailboxes } = deps
  return {
    async list(): Promise<Mailbox[]> {
      const own = mailboxes()?.health() ?? []
      const others = await healthElsewhere(db.read, new Set(own.map(({ name }) => name)))
      return Promise.all([
        ...own.map((health) => presentMailbox(db, health, false)),
        ...others.map((health) => presentMailbox(db, health, true)),
      ])
    },
    /** Throws `not-found` where no such mailbox is read. */
    lookNow(name: string): void {
      if (!mailboxes()?.lookNow(name)) throw notFound('mailbox')
    },
  }
}

/** How a mailbox is doing, and what the ledger knows of it. */
async function presentMailbox(db: Db, health: MailboxHealth, elsewhere: boolean): Promise<Mailbox> {
  const { name, holds, state, noticedBy, isAlarming, quietSeconds, backlog, lastTrouble } = health
  const [{ lastMailAt, quarantined }, cursor] = await Promise.all([
    readMailboxNews(db.read, `imap:${name}`),
    readCursor(db.read, `imap:${name}`),
  ])
  const [uidValidity, uid] = cursor?.split(':') ?? []
  return {
    ...{ name, holds, elsewhere, state, noticedBy, alarming: isAlarming, backlog, quarantined },
    quietSince: new Date(Date.now() - quietSeconds * 1000).toISOString(),
    lastPassAt: isoOrNull(health.lastPassAt),
    failingSince: isoOrNull(health.failingSince),
    nextTryAt: isoOrNull(health.nextTryAt),
    lastError: lastTrouble && {
      code: lastTrouble.code,
      words: lastTrouble.words,
      at: lastTrouble.at.toISOString(),
    },
    lastMailAt: isoOrNull(lastMailAt === null ? null : new Date(lastMailAt)),
    cursor: uidValidity && uid ? { uidValidity, uid: Number(uid) } : null,
  }
}

function isoOrNull(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
