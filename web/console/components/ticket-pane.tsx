import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { viewWords } from '../lib/view-words.ts'
import { countChoices } from '../store/ticket-filter.ts'
import { CallQueue } from './call-queue.tsx'
import { EmptyList } from './empty-list.tsx'
import { ListFilter } from './list-filter.tsx'
import { TicketSearch } from './list-tools.tsx'
import { TicketList } from './ticket-list.tsx'
import { Welcome } from './welcome.tsx'

export function TicketPane() {
  const t = useT()
  const { route, list, choices } = useDesk()
  const isFilterShown = useSignal(false)
  const count = countChoices(choices.value)
  return (
    <section class="ticket-pane" id="ticket-list" tabIndex={-1} aria-labelledby="ticket-pane-title">
      <div class="ticket-pane__head">
        <div class="ticket-pane__line">
          <h2 class="ticket-pane__title" id="ticket-pane-title">
            {t(viewWords[route.place.value.view].label)}
          </h2>
          <Button
            size="small"
            look={count > 0 ? 'plain' : 'quiet'}
            aria-expanded={isFilterShown.value}
            aria-controls="list-filter"
            onClick={() => (isFilterShown.value = !isFilterShown.value)}
          >
            <Icon name="filter" size={14} /> {count > 0 ? t('filtersOn', { count }) : t('filter')}
          </Button>
        </div>
        {isFilterShown.value && <ListFilter />}
        <TicketSearch />
        <Found />
      </div>
      <CallQueue />
      <div class="ticket-pane__body" aria-busy={list.state.value === 'loading'}>
        <ListBody />
      </div>
    </section>
  )
}

/** How much a search or a filter left. */
function Found() {
  const t = useT()
  const { q, choices, list } = useDesk()
  const isNarrowed = q.value !== '' || countChoices(choices.value) > 0
  const count = `${list.rows.value.length}${list.hasMore.value ? '+' : ''}`
  return (
    <p class="ticket-pane__found" role="status">
      {isNarrowed &&
        list.state.value === 'ready' &&
        (q.value ? t('foundFor', { count, words: q.value }) : t('found', { count }))}
    </p>
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
