import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { Chips } from './chips.tsx'
import { QueueRow } from './queue-row.tsx'
import { pageSize, queueStates, type Queue } from './queue.ts'
import { useWords } from './use-words.ts'

/** What waits to be sent, and what could not be. */
export function SendQueue({ queue }: { queue: Queue }) {
  const t = useWords()
  const { mails, now } = useDesk()
  const { only, items, state, counts } = queue
  const acted = useSignal('')
  useEffect(() => void queue.load(), [queue, only.value])
  useEffect(() => {
    // Whoever has gone further down is not thrown back to the top.
    if (queue.items.peek().length <= pageSize) void queue.load()
  }, [queue, mails.news.value, now.value])
  const shown = items.value
  return (
    <section class="send-queue" aria-label={t('tabOut')} aria-busy={state.value === 'loading'}>
      {counts.value && (
        <div class="mailroom__tools">
          <QueueStates queue={queue} counts={counts.value} />
        </div>
      )}
      <p class="visually-hidden" role="status">
        {acted.value}
      </p>
      {state.value === 'failed' && (
        <div class="empty" role="alert">
          <p>{t('queueFailed')}</p>
          <Button onClick={queue.load}>{t('retry')}</Button>
        </div>
      )}
      {state.value === 'loading' && <p class="mailroom__waiting">{t('loading')}</p>}
      {state.value === 'ready' && shown.length === 0 && (
        <div class="empty">
          <span class="empty__icon" aria-hidden="true">
            <Icon name="done" size={22} />
          </span>
          <p class="empty__title">{t('queueEmpty')}</p>
          {only.value === null && <p class="empty__lead">{t('queueEmptyLead')}</p>}
        </div>
      )}
      {shown.length > 0 && (
        <ul role="list" class="mail-rows">
          {shown.map((item) => (
            <QueueRow
              key={item.messageId}
              item={item}
              onActed={() => {
                acted.value = t('queueActed', { number: item.ticket.number })
                void queue.load()
              }}
            />
          ))}
        </ul>
      )}
      {queue.hasMore.value && <Button onClick={queue.loadMore}>{t('loadMore')}</Button>}
    </section>
  )
}

function QueueStates({
  queue,
  counts,
}: {
  queue: Queue
  counts: Record<(typeof queueStates)[number], number>
}) {
  const t = useWords()
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <Chips
      label={t('queueLabel')}
      chosen={queue.only.value}
      onChoose={(value) => (queue.only.value = value)}
      choices={[
        { value: null, label: t('queueAll'), count: all },
        ...queueStates.map((value) => ({
          value,
          label: t(`queue_${value}`),
          count: counts[value],
          isUrgent: value === 'failed' || value === 'uncertain',
        })),
      ]}
    />
  )
}
