import type { IconName } from '../../shared/icon.tsx'
import type { View } from '../store/route.ts'
import type { StringKey } from '../strings/index.ts'

/** What each view is called; `short` is for the bar at the foot of a phone. */
export const viewWords: Record<View, { icon: IconName; label: StringKey; short: StringKey }> = {
  open: { icon: 'inbox', label: 'viewOpen', short: 'viewShortOpen' },
  mine: { icon: 'person', label: 'viewMine', short: 'viewShortMine' },
  unassigned: { icon: 'unassigned', label: 'viewUnassigned', short: 'viewShortUnassigned' },
  solved: { icon: 'done', label: 'viewSolved', short: 'viewShortSolved' },
}
