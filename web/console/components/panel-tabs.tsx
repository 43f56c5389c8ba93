import { useDesk, useT } from '../contexts.ts'
import { tabKeys } from '../lib/tab-keys.ts'

const tabs = [
  { name: 'suggestions', label: 'tabSuggestions' },
  { name: 'details', label: 'tabDetails' },
] as const

export function PanelTabs() {
  const t = useT()
  const { panelTab } = useDesk()
  const current = panelTab.value
  return (
    <div class="segmented panel-tabs" role="tablist" aria-label={t('sidePanel')} onKeyDown={tabKeys}>
      {tabs.map(({ name, label }) => (
        <button
          type="button"
          key={name}
          role="tab"
          id={`panel-tab-${name}`}
          aria-selected={name === current}
          aria-controls="panel-content"
          tabIndex={name === current ? 0 : -1}
          onClick={() => (panelTab.value = name)}
        >
          {t(label)}
        </button>
      ))}
    </div>
  )
}
