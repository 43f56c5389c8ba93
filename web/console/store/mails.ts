import { signal, type ReadonlySignal } from '@preact/signals'
import type { Mailbox } from '../../../server/wire/mailbox.ts'
import type { MailApi } from '../mail-api.ts'

/** What the desk knows of mails while nobody looks at them. */
export interface Mails {
  /** How many want a person: in quarantine and not seen to, or answers that came back while their citizens wait. */
  calling: ReadonlySignal<number>
  /** Mailboxes in which citizens' mail lies that cannot be read for too long. */
  unread: ReadonlySignal<Mailbox[]>
  /** Grows when a list of mails may have changed. */
  news: ReadonlySignal<number>
  refresh(): Promise<void>
  /** A message came, or went further on its way. */
  noteMessage(): void
}

/** A batch of mails is told one by one. */
const gatherMs = 800

export function createMails(api: Pick<MailApi, 'log' | 'outbox' | 'mailboxes'>): Mails {
  const calling = signal(0)
  const unread = signal<Mailbox[]>([])
  const news = signal(0)
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    calling,
    unread,
    news,
    async refresh() {
      const mine = ++latest
      // Without an answer the last known number is as good as any.
      const [log, outbox, mailboxes] = await Promise.all([
        api.log({ limit: 1 }).catch(() => null),
        api.outbox({ limit: 1 }).catch(() => null),
        api.mailboxes().catch(() => null),
      ])
      if (mine !== latest) return
      if (log && outbox) calling.value = log.calling + outbox.stillWaiting
      if (mailboxes)
        unread.value = mailboxes.items.filter(({ alarming, holds }) => alarming && holds === 'received')
    },
    noteMessage() {
      clearTimeout(timer)
      timer = setTimeout(() => (news.value += 1), gatherMs)
    },
  }
}
