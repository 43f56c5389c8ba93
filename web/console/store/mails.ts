import { signal, type ReadonlySignal } from '@preact/signals'
import type { MailApi } from '../mail-api.ts'

/** What the desk knows of mails while nobody looks at them. */
export interface Mails {
  /** How many could not be understood, and wait for a person. */
  quarantined: ReadonlySignal<number>
  /** Grows when a list of mails may have changed. */
  news: ReadonlySignal<number>
  refresh(): Promise<void>
  /** A message came, or went further on its way. */
  noteMessage(): void
}

/** A batch of mails is told one by one. */
const gatherMs = 800

export function createMails(api: Pick<MailApi, 'log'>): Mails {
  const quarantined = signal(0)
  const news = signal(0)
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    quarantined,
    news,
    async refresh() {
      const mine = ++latest
      // Without an answer the last known number is as good as any.
      const page = await api.log({ limit: 1 }).catch(() => null)
      if (!page || mine !== latest) return
      quarantined.value = page.counts['quarantined'] ?? 0
    },
    noteMessage() {
      clearTimeout(timer)
      timer = setTimeout(() => (news.value += 1), gatherMs)
    },
  }
}
