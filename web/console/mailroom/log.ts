import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Mail, MailBucket, MailPage } from '../../../server/wire/mail.ts'
import { createPages, type Pages } from '../lib/pages.ts'
import type { MailApi } from '../mail-api.ts'

export const buckets = [
  'quarantined',
  'ticket',
  'follow-up',
  'bounce',
  'auto-reply',
  'list',
  'duplicate',
] as const satisfies MailBucket[]

export interface Log extends Pages<Mail> {
  /** Null for all. */
  bucket: Signal<MailBucket | null>
  q: Signal<string>
  /** Of all mails; null until it is known. */
  counts: ReadonlySignal<MailPage['counts'] | null>
  /** In quarantine, and not seen to. */
  calling: ReadonlySignal<number>
}

export function createLog(api: Pick<MailApi, 'log'>): Log {
  const bucket = signal<MailBucket | null>(null)
  const q = signal('')
  const counts = signal<MailPage['counts'] | null>(null)
  const calling = signal(0)
  const pages = createPages<Mail>(async (cursor) => {
    const page = await api.log({
      bucket: bucket.value ?? undefined,
      q: q.value.trim() || undefined,
      limit: pageSize,
      cursor,
    })
    counts.value = page.counts
    calling.value = page.calling
    return page
  })
  return { ...pages, bucket, q, counts, calling }
}

export const pageSize = 50
