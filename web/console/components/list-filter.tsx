import { useDesk, useT } from '../contexts.ts'
import { Button } from '../../shared/button.tsx'
import {
  countChoices,
  isAnyones,
  noChoices,
  statusesOf,
  type ChannelKind,
  type Choices,
} from '../store/ticket-filter.ts'
import { Pick } from './pick.tsx'

const channels: ChannelKind[] = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web']

/** What narrows the list, and in which order it stands. */
export function ListFilter() {
  const t = useT()
  const { choices, route, agents, agent, services, i18n } = useDesk()
  const { view } = route.place.value
  const chosen = choices.value
  const choose = (change: Partial<Choices>) => (choices.value = { ...chosen, ...change })
  const all = { value: '', label: t('all') }
  return (
    <div class="list-filter" id="list-filter" role="group" aria-label={t('filters')}>
      <Pick
        label={t('order')}
        value={chosen.order}
        options={[
          { value: 'newest', label: t('orderNewest') },
          { value: 'oldest', label: t('orderOldest') },
        ]}
        onPick={(order) => choose({ order })}
      />
      <Pick
        label={t('status')}
        value={chosen.status ?? ''}
        options={[all, ...statusesOf(view).map((value) => ({ value, label: t(`status_${value}`) }))]}
        onPick={(value) => choose({ status: statusesOf(view).find((status) => status === value) ?? null })}
      />
      {isAnyones(view) && (
        <Pick
          label={t('assignee')}
          value={String(chosen.assignee ?? '')}
          options={[
            all,
            { value: 'none', label: t('nobody') },
            ...agents.value.map(({ id, name }) => ({
              value: String(id),
              label: id === agent.id ? t('me', { name }) : name,
            })),
          ]}
          onPick={(value) =>
            choose({ assignee: value === '' ? null : value === 'none' ? 'none' : Number(value) })
          }
        />
      )}
      <Pick
        label={t('channel')}
        value={chosen.channel ?? ''}
        options={[all, ...channels.map((value) => ({ value, label: t(`channel_${value}`) }))]}
        onPick={(value) => choose({ channel: channels.find((name) => name === value) ?? null })}
      />
      <Pick
        label={t('service')}
        value={chosen.service ?? ''}
        options={[
          all,
          ...services.value.map(({ id, names }) => ({ value: id, label: names[i18n.language.value] })),
        ]}
        onPick={(value) => choose({ service: value || null })}
      />
      <span class="pick-group">
        <label class="pick-group__label" for="filter-tag">
          {t('tag')}
        </label>
        <input
          class="pick pick--text"
          id="filter-tag"
          maxLength={50}
          autocomplete="off"
          value={chosen.tag ?? ''}
          onChange={(event) => choose({ tag: event.currentTarget.value.trim() || null })}
        />
      </span>
      {countChoices(chosen) > 0 && (
        <Button
          size="small"
          look="quiet"
          class="list-filter__clear"
          onClick={() => (choices.value = { ...noChoices, order: chosen.order })}
        >
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )
}
