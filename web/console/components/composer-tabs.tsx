import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { DraftKind } from '../store/drafts.ts'

const tabs = [
  { kind: 'reply', label: 'tabReply', icon: 'send' },
  { kind: 'note', label: 'tabNote', icon: 'note' },
] as const

export function ComposerTabs() {
  const t = useT()
  const { composer } = useDesk()
  const current = composer.kind.value
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other: DraftKind = current === 'reply' ? 'note' : 'reply'
    composer.choose(other)
    document.getElementById(`composer-tab-${other}`)?.focus()
  }
  return (
    <div class="composer__tabs" role="tablist" aria-label={t('composer')} onKeyDown={onKeyDown}>
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
          onClick={() => composer.focus(kind)}
        >
          <Icon name={icon} size={14} /> {t(label)}
        </button>
      ))}
    </div>
  )
}
