import { computed, effect, untracked } from '@preact/signals'
import type { Desk } from './desk.ts'

const clockTickMs = 30_000
const lookMs = 60_000

/** The desk's standing habits; each gives back how it ends. */
export function startDesk(desk: Desk): () => void {
  const ends = [
    keepSession(desk),
    loadListByFilter(desk),
    followTicket(desk),
    suggestForTicket(desk),
    settleOutgoing(desk),
    resendWhenBack(desk),
    noteUndelivered(desk),
    lookAround(desk),
    tick(desk),
  ]
  return () => ends.forEach((end) => end())
}

function keepSession(desk: Desk): () => void {
  const { socket, refreshServices, refreshAgents, refreshCounts, unread, calls, duty, ways } = desk
  socket.connect()
  duty.refresh()
  refreshCounts()
  refreshAgents()
  refreshServices()
  void calls.refresh()
  void ways.refresh()
  return () => {
    socket.disconnect()
    calls.stop()
    unread.clearAll()
  }
}

function loadListByFilter({ route, choices, q, list }: Desk): () => void {
  const view = computed(() => route.place.value.view)
  return effect(() => {
    const filter = { ...choices.value, view: view.value, q: q.value }
    untracked(() => void list.load(filter))
  })
}

function followTicket(desk: Desk): () => void {
  const { route, thread, company, composer, unread, socket, list, toasts, isPanelOpen } = desk
  const ticketId = computed(() => route.place.value.ticketId)
  return effect(() => {
    const id = ticketId.value
    untracked(() => {
      company.enter(id)
      list.settle(id)
      composer.reset()
      toasts.leaveTicket()
      isPanelOpen.value = false
      if (id !== null) unread.clear(id)
      socket.view(id)
      void thread.open(
        id,
        list.rows.value.find((row) => row.id === id),
      )
    })
  })
}

function suggestForTicket({ thread, suggestions, ways, drafts }: Desk): () => void {
  const key = computed(() => (thread.ticket.value ? thread.ticket.value.id : null))
  const chosen = computed(() => (key.value === null ? null : drafts.of(key.value, 'reply').value.channel))
  const ends = [
    effect(() => {
      void key.value
      untracked(() => void suggestions.loadFor(thread.ticket.value))
    }),
    effect(() => {
      void chosen.value
      const ticket = thread.ticket.peek()
      if (ticket) untracked(() => void suggestions.answerBy(ways.chosen(ticket).channel))
    }),
  ]
  return () => ends.forEach((end) => end())
}

/** A reply that the server already has is no longer on its way. */
function settleOutgoing({ thread, outgoing }: Desk): () => void {
  return effect(() => {
    const clientIds = thread.messages.value.map((message) => message.clientId)
    untracked(() => outgoing.settle(clientIds))
  })
}

function resendWhenBack({ socket, composer }: Desk): () => void {
  return effect(() => {
    if (socket.connection.value === 'live') untracked(() => void composer.resendBroken())
  })
}

function noteUndelivered({ thread, undelivered }: Desk): () => void {
  return effect(() => {
    const messages = thread.messages.value
    untracked(() => messages.forEach(undelivered.note))
  })
}

/** No event tells of proposals and of mails in quarantine: they are few, and a minute's delay harms nobody. */
function lookAround({ proposals, mails }: Desk): () => void {
  const look = () => {
    if (document.hidden) return
    void proposals.refresh()
    void mails.refresh()
  }
  look()
  const timer = setInterval(look, lookMs)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
}

function tick({ now, unread, thread }: Desk): () => void {
  const timer = setInterval(() => (now.value = Date.now()), clockTickMs)
  const seeAgain = () => {
    const id = thread.ticket.value?.id
    if (!document.hidden && id) unread.clear(id)
  }
  document.addEventListener('visibilitychange', seeAgain)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seeAgain)
  }
}
