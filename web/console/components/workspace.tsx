import { useRef } from 'preact/hooks'
import { useDesk, useT } from '../contexts.ts'
import { useShortcuts } from '../lib/use-shortcuts.ts'
import { useStageFocus } from '../lib/use-stage-focus.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { Rail } from './rail.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { SidePanel } from './side-panel.tsx'
import { ThreadPane } from './thread-pane.tsx'
import { TicketPane } from './ticket-pane.tsx'
import { ToastLine } from './toast-line.tsx'

/** The whole screen. On a phone the three panes are a stack, and `data-stage` says which lies on top. */
export function Workspace() {
  const t = useT()
  const desk = useDesk()
  const root = useRef<HTMLDivElement>(null)
  useShortcuts(desk, root)
  useStageFocus(desk.route.place.value.ticketId, root)
  const isOpen = desk.route.place.value.ticketId !== null
  const isPanelOpen = isOpen && desk.isPanelOpen.value
  return (
    <div
      class="workspace"
      ref={root}
      data-stage={isPanelOpen ? 'panel' : isOpen ? 'thread' : 'list'}
      data-has-ticket={isOpen}
      data-house={desk.list.isHouseEmpty.value ? 'empty' : undefined}
    >
      <a class="skip-link" href="#ticket-list" onClick={(event) => jump(event, 'ticket-list')}>
        {t('skipToList')}
      </a>
      {isOpen && (
        <a class="skip-link" href="#conversation" onClick={(event) => jump(event, 'conversation')}>
          {t('skipToThread')}
        </a>
      )}
      <ConnectionBanner />
      <Rail />
      <main class="panes">
        <h1 class="visually-hidden">{t('inbox')}</h1>
        <TicketPane />
        <ThreadPane />
      </main>
      {isOpen && <SidePanel />}
      {isPanelOpen && <div class="scrim" onClick={() => (desk.isPanelOpen.value = false)} />}
      <ShortcutsDialog />
      <Announcement />
      <ToastLine />
    </div>
  )
}

function Announcement() {
  const t = useT()
  const { announcement } = useDesk()
  const said = announcement.value
  return (
    <p class="visually-hidden" role="status">
      {said && t(said.words, { name: said.name ?? t('nameless'), subject: said.subject })}
    </p>
  )
}

/** The address bar's fragment is the router's, so a skip link moves the focus itself. */
function jump(event: Event, id: string): void {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
