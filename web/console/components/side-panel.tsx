import { useEffect, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { CitizenCard } from './citizen-card.tsx'
import { ContactCard } from './contact-card.tsx'
import { PanelTabs } from './panel-tabs.tsx'
import { SuggestionPanel } from './suggestion-panel.tsx'
import { TicketDetails } from './ticket-details.tsx'

/** Beside the thread where there is room; a drawer over it where there is none. */
export function SidePanel() {
  const t = useT()
  const { thread, isPanelOpen, panelTab } = useDesk()
  const ticket = thread.ticket.value
  const root = useRef<HTMLElement>(null)
  const isOpen = isPanelOpen.value
  useEffect(() => {
    if (!isOpen) return
    const before = document.activeElement
    root.current?.focus()
    return () => before instanceof HTMLElement && before.focus()
  }, [isOpen])
  return (
    <aside class="side-panel" ref={root} tabIndex={-1} aria-label={t('sidePanel')} data-open={isOpen}>
      <div class="side-panel__bar">
        <p class="side-panel__title">{t('openPanel')}</p>
        <IconButton label={t('close')} onClick={() => (isPanelOpen.value = false)}>
          <Icon name="close" />
        </IconButton>
      </div>
      {ticket && (
        <>
          <PanelTabs />
          <div role="tabpanel" id="panel-content" aria-labelledby={`panel-tab-${panelTab.value}`}>
            {panelTab.value === 'suggestions' ? (
              <SuggestionPanel key={ticket.id} />
            ) : (
              <>
                <ContactCard key={`contact-${ticket.id}`} ticket={ticket} />
                <CitizenCard key={`citizen-${ticket.id}`} ticket={ticket} />
                <TicketDetails ticket={ticket} />
              </>
            )}
          </div>
        </>
      )}
    </aside>
  )
}
