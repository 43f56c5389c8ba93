import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { OutboxItem, OutboxPage } from '../../../server/wire/outbox.ts'
import { createPages, type Pages } from '../lib/pages.ts'
import type { MailApi } from '../mail-api.ts'

export const queueStates = ['waiting', 'scheduled', 'failed', 'uncertain'] as const
export type QueueState = (typeof queueStates)[number]

export interface Queue extends Pages<OutboxItem> {
  /** Null for all. */
  only: Signal<QueueState | null>
  counts: ReadonlySignal<Record<QueueState, number> | null>
}

/** To people, what is being sent still waits. */
const asked: Record<QueueState, string> = {
  waiting: 'queued,sending',
  scheduled: 'scheduled',
  failed: 'failed',
  uncertain: 'uncertain',
}

export function createQueue(api: Pick<MailApi, 'outbox'>): Queue {
  const only = signal<QueueState | null>(null)
  const counts = signal<Record<QueueState, number> | null>(null)
  const pages = createPages<OutboxItem>(async (cursor) => {
    const state = only.value === null ? undefined : asked[only.value]
    const page = await api.outbox({ state, limit: pageSize, cursor })
    counts.value = countsOf(page)
    return page
  })
  return { ...pages, only, counts }
}

export const pageSize = 50

function countsOf({
  counts: { queued, sending, scheduled, failed, uncertain },
}: OutboxPage): Record<QueueState, number> {
  return { waiting: queued + sending, scheduled, failed, uncertain }
}
