import { signal, type Signal } from '@preact/signals'
import type { Agent } from '../../server/wire/agent.ts'
import type { Citizen } from '../../server/wire/citizen.ts'
import type { Ticket, TicketPatch } from '../../server/wire/ticket.ts'
import { soonTime } from '../shared/time.ts'
import { ApiError } from './http.ts'
import { whenOpen } from './lib/when-open.ts'
import type { Shell } from './shell.ts'
import { createDeskSocket, type DeskSocket } from './socket.ts'
import { createCalls, type Calls } from './store/calls.ts'
import { createCompany, type Company } from './store/company.ts'
import { createComposer, type Composer } from './store/composer.ts'
import { createDrafts, type Drafts } from './store/drafts.ts'
import { createDuty, type Duty } from './store/duty.ts'
import { createHabits, type Habits } from './store/habits.ts'
import { createLearning, type LearningStore } from './store/learning.ts'
import { createLater, type LaterStore } from './store/later.ts'
import { createLive } from './store/live.ts'
import { createMails, type Mails } from './store/mails.ts'
import { createOutgoing, type OutgoingStore } from './store/outgoing.ts'
import { createProposals, type Proposals } from './store/proposals.ts'
import { createRegisters, type Registers } from './store/registers.ts'
import { createSolving, type SetStatus, type Solving } from './store/solving.ts'
import { createSuggestions, type SuggestionStore } from './store/suggestions.ts'
import { createThread, type Thread } from './store/thread.ts'
import { noChoices, type Choices } from './store/ticket-filter.ts'
import { createTicketList, type TicketList } from './store/ticket-list.ts'
import { createToasts, type Toasts } from './store/toasts.ts'
import { createUndelivered, type Undelivered } from './store/undelivered.ts'
import { createUnread, type Unread } from './store/unread.ts'
import { createUploads, type Uploads } from './store/uploads.ts'
import { createWays, type Ways } from './store/ways.ts'
import { startDesk } from './start-desk.ts'

export type PanelTab = 'suggestions' | 'details'

/** Told in words when shown, so that it follows the language. */
export interface Announcement {
  words: 'newTicketFrom' | 'newMessageFrom'
  name: string | null
  subject: string
}

/** One agent's desk, from sign-in to sign-out. */
export interface Desk extends Shell, Habits, Registers {
  agent: Agent
  list: TicketList
  choices: Signal<Choices>
  q: Signal<string>
  thread: Thread
  drafts: Drafts
  outgoing: OutgoingStore
  composer: Composer
  suggestions: SuggestionStore
  learning: LearningStore
  company: Company
  duty: Duty
  unread: Unread
  undelivered: Undelivered
  uploads: Uploads
  socket: DeskSocket
  proposals: Proposals
  mails: Mails
  calls: Calls
  ways: Ways
  /** Ticks twice a minute, so that ages on the screen grow. */
  now: Signal<number>
  isPanelOpen: Signal<boolean>
  panelTab: Signal<PanelTab>
  /** What lies over the desk. */
  dialog: Signal<'shortcuts' | 'profile' | 'transfer' | 'routing' | 'block' | null>
  /** Who is at the open ticket; null until it is known. */
  citizen: Signal<Citizen | null>
  toasts: Toasts
  /** Said to screen readers only. */
  announcement: Signal<Announcement | null>
  changeTicket(patch: TicketPatch, shown: Partial<Ticket>): Promise<void>
  setStatus: SetStatus
  solving: Solving
  later: LaterStore
  /** Connects, loads and follows the address bar; gives back what ends it all. */
  start(): () => void
}

export function createDesk(shell: Shell, agent: Agent): Desk {
  const { api, storage } = shell
  const list = createTicketList(api, agent.id)
  const thread = createThread(api)
  const drafts = createDrafts(storage, agent.id)
  const outgoing = createOutgoing(api, storage, agent.id)
  const uploads = createUploads(api, drafts)
  const toasts = createToasts()
  const now = signal(Date.now())
  const ways = createWays(api, drafts, now)
  const solving = createSolving({ api, thread, list, route: shell.route, toasts })
  const later = createLater({
    ...{ api, drafts, toasts },
    onScheduled: (message) =>
      toasts.say({
        words: 'scheduledFor',
        values: { time: soonTime(message.later?.sendAt ?? '', shell.i18n.language.peek()) },
        undo: () => void later.takeBack(message),
      }),
    onMessage: thread.applyMessage,
    onTakenBack(ticketId) {
      shell.route.go({ ticketId })
      whenOpen(thread, ticketId, () => desk.composer.focus('reply'))
    },
  })

  const desk: Desk = {
    ...shell,
    ...createHabits(storage),
    ...createRegisters(api, agent),
    agent,
    list,
    choices: signal(noChoices),
    q: signal(''),
    thread,
    drafts,
    outgoing,
    composer: createComposer({
      ...{ api, agentId: agent.id, drafts, outgoing, thread, ways, isUploading: uploads.isBusy },
      onReplaced: (undo) => toasts.say({ words: 'answerReplaced', undo, isOfTicket: true }),
      onStored: later.noteStored,
    }),
    later,
    solving,
    uploads,
    suggestions: createSuggestions(api),
    learning: createLearning(api.learning),
    company: createCompany(agent.id),
    duty: createDuty({ agent, api: api.routing, session: api.session, toasts }),
    unread: createUnread(),
    undelivered: createUndelivered(),
    socket: createDeskSocket(createLive(() => desk)),
    proposals: createProposals(api.library, agent.id),
    mails: createMails(api.mail),
    calls: createCalls({
      ...{ api: api.calls, agentId: agent.id },
      openTicket: (ticketId) => shell.route.go({ ticketId }),
      complain: (words) => toasts.say({ words, isTrouble: true }),
    }),
    now,
    ways,
    isPanelOpen: signal(false),
    panelTab: signal('suggestions'),
    dialog: signal(null),
    citizen: signal(null),
    toasts,
    announcement: signal(null),
    setStatus: solving.setStatus,
    async changeTicket(patch, shown) {
      await thread.change(patch, shown).catch((error: unknown) => {
        if (error instanceof ApiError && error.status !== 401)
          toasts.say({ words: 'changeFailed', isTrouble: true })
      })
    },
    start: () => startDesk(desk),
  }
  return desk
}
