import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { dayName, isSameDay } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { inOrderOfGoing } from '../store/messages.ts'
import { MessageItem } from './message-item.tsx'
import { OutgoingItem } from './outgoing-item.tsx'

const nearEndPx = 80

export function MessageLog({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { thread, outgoing } = useDesk()
  const { said, scheduled } = inOrderOfGoing(thread.messages.value)
  const leaving = outgoing.items.value.filter((item) => item.ticketId === ticket.id)
  const { root, items, onScroll, hasNewBelow, toEnd } = useFollowEnd(
    said.length,
    leaving.length + scheduled.length,
  )
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-label={t('messagesOf', { number: ticket.number })}
        aria-busy={thread.state.value === 'loading'}
        tabIndex={0}
        ref={root}
        onScroll={onScroll}
      >
        <ol role="list" class="log__items" ref={items}>
          {said.map((message, index) => {
            const before = said[index - 1]
            const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt)
            return [
              isNewDay && <DayLine key={`day-${message.id}`} iso={message.createdAt} />,
              <MessageItem
                key={message.clientId ?? message.id}
                message={message}
                before={isNewDay ? undefined : before}
              />,
            ]
          })}
          {leaving.map((item) => (
            <OutgoingItem key={item.clientId} item={item} />
          ))}
          {scheduled.length > 0 && (
            <li class="day-line" key="scheduled">
              <span>{t('scheduledLine')}</span>
            </li>
          )}
          {scheduled.map((message) => (
            <MessageItem key={message.clientId ?? message.id} message={message} before={undefined} />
          ))}
        </ol>
      </div>
      {hasNewBelow && (
        <button type="button" class="new-pill" onClick={toEnd}>
          <Icon name="down" size={14} /> {t('newMessages')}
        </button>
      )}
    </div>
  )
}

function DayLine({ iso }: { iso: string }) {
  const { i18n, now } = useDesk()
  return (
    <li class="day-line">
      <span>{dayName(iso, i18n.language.value, now.value)}</span>
    </li>
  )
}

/** Stays at the end while the reader is there; otherwise leaves them alone and says that more came. */
function useFollowEnd(count: number, leavingCount: number) {
  const root = useRef<HTMLDivElement>(null)
  const items = useRef<HTMLOListElement>(null)
  const isAtEnd = useRef(true)
  const known = useRef({ count: 0, leavingCount: 0 })
  const hasNewBelow = useSignal(false)
  const toEnd = () => {
    if (root.current) root.current.scrollTop = root.current.scrollHeight
    hasNewBelow.value = false
  }
  useLayoutEffect(() => {
    const isOwn = leavingCount > known.current.leavingCount
    const isMore = count > known.current.count
    known.current = { count, leavingCount }
    if (isAtEnd.current || isOwn) toEnd()
    else if (isMore) hasNewBelow.value = true
  }, [count, leavingCount])
  useLayoutEffect(() => {
    // The composer grows, the window shrinks, a phone shows its keyboard, a delivery line gets a second
    // sentence, a picture comes: the end stays in sight.
    const observer = new ResizeObserver(() => isAtEnd.current && toEnd())
    for (const { current } of [root, items]) if (current) observer.observe(current)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    const box = root.current
    if (!box) return
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx
    if (isAtEnd.current) hasNewBelow.value = false
  }
  return { root, items, onScroll, hasNewBelow: hasNewBelow.value, toEnd }
}
