import { useDesk, useT } from '../contexts.ts'
import { EmptyList } from './empty-list.tsx'
import { ChannelFilter, TicketSearch } from './list-tools.tsx'
import { viewWords } from '../lib/view-words.ts'
import { TicketList } from './ticket-list.tsx'
import { Button } from '../../shared/button.tsx'
import { Welcome } from './welcome.tsx'

export function TicketPane() {
  const t = useT()
  const { route, list, q } = useDesk()
  const title = q.value ? t('resultsFor', { words: q.value }) : t(viewWords[route.place.value.view].label)
  return (
    <section class="ticket-pane" id="ticket-list" tabIndex={-1} aria-labelledby="ticket-pane-title">
      <div class="ticket-pane__head">
        <div class="ticket-pane__line">
          <h2 class="ticket-pane__title" id="ticket-pane-title">
            {title}
          </h2>
          <ChannelFilter />
        </div>
        <TicketSearch />
      </div>
      <div class="ticket-pane__body" aria-busy={list.state.value === 'loading'}>
        <ListBody />
      </div>
    </section>
  )
}

function ListBody() {
  const t = useT()
  const { list } = useDesk()
  const state = list.state.value
  if (list.rows.value.length > 0) return <TicketList />
  if (state === 'loading') return <Skeleton />
  if (state === 'failed')
    return (
      <div class="empty" role="alert">
        <p>{t('listFailed')}</p>
        <Button onClick={() => list.reload()}>{t('retry')}</Button>
      </div>
    )
  return list.isHouseEmpty.value ? <Welcome /> : <EmptyList />
}

function Skeleton() {
  const t = useT()
  return (
    <div class="skeleton">
      <p class="visually-hidden">{t('loading')}</p>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div class="skeleton__row" key={row} aria-hidden="true" />
      ))}
    </div>
  )
}
