import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { tabKeys } from '../lib/tab-keys.ts'

const tabs = [
  { kind: 'reply', label: 'tabReply', icon: 'send' },
  { kind: 'note', label: 'tabNote', icon: 'note' },
] as const

export function ComposerTabs() {
  const t = useT()
  const { composer } = useDesk()
  const current = composer.kind.value
  return (
    <div class="composer__tabs" role="tablist" aria-label={t('composer')} onKeyDown={tabKeys}>
      {tabs.map(({ kind, label, icon }) => (
        <button
          type="button"
          key={kind}
          role="tab"
          id={`composer-tab-${kind}`}
          class="composer__tab"
          aria-selected={kind === current}
          aria-controls="composer-panel"
          tabIndex={kind === current ? 0 : -1}
          onClick={() => composer.choose(kind)}
        >
          <Icon name={icon} size={14} /> {t(label)}
        </button>
      ))}
    </div>
  )
}
