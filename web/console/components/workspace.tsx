import { useRef } from 'preact/hooks'
import { useDesk, useT } from '../contexts.ts'
import { useShortcuts } from '../lib/use-shortcuts.ts'
import { useStageFocus } from '../lib/use-stage-focus.ts'
import type { StringKey } from '../strings/index.ts'
import { AnswersPlace } from './answers-place.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { CallBar } from './call-bar.tsx'
import { ChatOffer } from './chat-offer.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { LaterDialog } from './later-dialog.tsx'
import { LearningDialog } from './learning-dialog.tsx'
import { MailPlace } from './mail-place.tsx'
import { NameNotice } from './name-notice.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { Rail } from './rail.tsx'
import { RoutingDialog } from './routing-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { SidePanel } from './side-panel.tsx'
import { ThreadPane } from './thread-pane.tsx'
import { TicketPane } from './ticket-pane.tsx'
import { ToastLine } from './toast-line.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

/** The whole screen. On a phone the three panes are a stack, and `data-stage` says which lies on top. */
export function Workspace() {
  const desk = useDesk()
  const root = useRef<HTMLDivElement>(null)
  useShortcuts(desk, root)
  const { answers, mail, ticketId } = desk.route.place.value
  const place = answers ? 'answers' : mail ? 'mail' : 'inbox'
  useStageFocus(ticketId, root)
  const isOpen = ticketId !== null
  const isPanelOpen = isOpen && desk.isPanelOpen.value
  return (
    <div
      class="workspace"
      ref={root}
      data-stage={isPanelOpen ? 'panel' : isOpen || answers?.path || mail?.id ? 'thread' : 'list'}
      data-has-ticket={isOpen}
      data-house={desk.list.isHouseEmpty.value && place === 'inbox' ? 'empty' : undefined}
      data-place={place}
    >
      <SkipLink to={mains[place]} words={place === 'inbox' ? 'skipToList' : 'skipToContent'} />
      {isOpen && <SkipLink to="conversation" words="skipToThread" />}
      <div class="banner-place">
        <ConnectionBanner />
        <NameNotice />
        <CallBar />
      </div>
      <Rail />
      {place === 'answers' ? <AnswersPlace /> : place === 'mail' ? <MailPlace /> : <Panes />}
      {isOpen && <SidePanel />}
      {isPanelOpen && <div class="scrim" onClick={() => (desk.isPanelOpen.value = false)} />}
      <ShortcutsDialog />
      <LearningDialog />
      <ProfileDialog />
      <TransferDialog />
      <RoutingDialog />
      <BlockDialog />
      <ChatOffer />
      <LaterDialog />
      <Announcement />
      <ToastLine />
    </div>
  )
}

/** What the skip link leads to. */
const mains = { inbox: 'ticket-list', answers: 'answers', mail: 'mailroom' } as const

function Panes() {
  const t = useT()
  return (
    <main class="panes">
      <h1 class="visually-hidden">{t('inbox')}</h1>
      <TicketPane />
      <ThreadPane />
    </main>
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
function SkipLink({ to, words }: { to: string; words: StringKey }) {
  const t = useT()
  const jump = (event: Event) => {
    event.preventDefault()
    document.getElementById(to)?.focus()
  }
  return (
    <a class="skip-link" href={`#${to}`} onClick={jump}>
      {t(words)}
    </a>
  )
}
