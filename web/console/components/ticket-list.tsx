import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import { moveFocus } from '../lib/use-shortcuts.ts'
import { TicketRow } from './ticket-row.tsx'

export function TicketList() {
  const t = useT()
  const { list, route } = useDesk()
  const { view, ticketId } = route.place.value
  const root = useRef<HTMLUListElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    moveFocus(root.current, event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <>
      <ul role="list" class="rows" aria-label={t('ticketList')} ref={root} onKeyDown={onKeyDown}>
        {list.rows.value.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} view={view} isOpen={ticket.id === ticketId} />
        ))}
      </ul>
      {list.hasMore.value && <LoadMore />}
    </>
  )
}

/** Loads by itself when it comes into sight; the button is there for whoever does not scroll. */
function LoadMore() {
  const t = useT()
  const { list } = useDesk()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void list.loadMore()
    })
    if (root.current) observer.observe(root.current)
    return () => observer.disconnect()
  }, [list])
  return (
    <div class="rows__more" ref={root}>
      <Button onClick={() => list.loadMore()} aria-disabled={list.isLoadingMore.value}>
        {t(list.isLoadingMore.value ? 'loading' : 'loadMore')}
      </Button>
    </div>
  )
}
