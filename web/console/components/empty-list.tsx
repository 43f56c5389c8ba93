import { Button } from '../../shared/button.tsx'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { countChoices, noChoices } from '../store/ticket-filter.ts'
import type { View } from '../store/route.ts'
import type { StringKey } from '../strings/index.ts'

const words: Record<View, { icon: IconName; title: StringKey; lead: StringKey }> = {
  open: { icon: 'done', title: 'emptyOpen', lead: 'emptyOpenLead' },
  mine: { icon: 'person', title: 'emptyMine', lead: 'emptyMineLead' },
  unassigned: { icon: 'done', title: 'emptyUnassigned', lead: 'emptyUnassignedLead' },
  solved: { icon: 'inbox', title: 'emptySolved', lead: 'emptySolvedLead' },
}

export function EmptyList() {
  const t = useT()
  const { q, choices, route } = useDesk()
  const isFiltered = q.value !== '' || countChoices(choices.value) > 0
  const { icon, title, lead } = isFiltered
    ? ({ icon: 'search', title: 'emptySearch', lead: 'emptySearchLead' } as const)
    : words[route.place.value.view]
  return (
    <div class="empty" role="status">
      <span class="empty__icon">
        <Icon name={icon} size={26} />
      </span>
      <p class="empty__title">{t(title)}</p>
      <p class="empty__lead">{t(lead)}</p>
      {isFiltered && (
        <Button
          onClick={() => {
            q.value = ''
            choices.value = noChoices
          }}
        >
          {t('showAll')}
        </Button>
      )}
    </div>
  )
}
