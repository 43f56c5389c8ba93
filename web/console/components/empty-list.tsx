import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
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
  const { q, channel, route } = useDesk()
  const isFiltered = q.value !== '' || channel.value !== null
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
    </div>
  )
}
