import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Mailbox } from '../../../server/wire/mailbox.ts'
import { createLoaded } from '../lib/loaded.ts'
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
  const counted = createLoaded(async () => {
    const [log, outbox] = await Promise.all([api.log({ limit: 1 }), api.outbox({ limit: 1 })])
    return log.calling + outbox.stillWaiting
  })
  const mailboxes = createLoaded(() => api.mailboxes())
  const news = signal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    calling: computed(() => counted.value.value ?? 0),
    unread: computed(
      () =>
        mailboxes.value.value?.items.filter(({ alarming, holds }) => alarming && holds === 'received') ?? [],
    ),
    news,
    async refresh() {
      await Promise.all([counted.load(), mailboxes.load()])
    },
    noteMessage() {
      clearTimeout(timer)
      timer = setTimeout(() => (news.value += 1), gatherMs)
    },
  }
}
