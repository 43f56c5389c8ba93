import { computed, effect, untracked } from '@preact/signals'
import type { Desk } from './desk.ts'

const clockTickMs = 30_000
const alertLastsMs = 8000

/** The desk's standing habits; each gives back how it ends. */
export function startDesk(desk: Desk): () => void {
  const ends = [
    keepSession(desk),
    loadListByFilter(desk),
    followTicket(desk),
    suggestForTicket(desk),
    settleOutgoing(desk),
    forgetAlert(desk),
    tick(desk),
  ]
  return () => ends.forEach((end) => end())
}

function keepSession({ socket, api, agents, services, refreshCounts, unread }: Desk): () => void {
  socket.connect()
  refreshCounts()
  api.agents().then(
    (page) => page && (agents.value = page.items),
    () => undefined,
  )
  api.services().then(
    (all) => all && (services.value = all),
    () => undefined,
  )
  return () => {
    socket.disconnect()
    unread.clearAll()
  }
}

function loadListByFilter({ route, channel, q, list }: Desk): () => void {
  const view = computed(() => route.place.value.view)
  return effect(() => {
    const filter = { view: view.value, channel: channel.value, q: q.value }
    untracked(() => void list.load(filter))
  })
}

function followTicket(desk: Desk): () => void {
  const { route, thread, company, composer, unread, socket, list, isPanelOpen } = desk
  const ticketId = computed(() => route.place.value.ticketId)
  return effect(() => {
    const id = ticketId.value
    untracked(() => {
      company.enter(id)
      composer.reset()
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

function suggestForTicket({ thread, suggestions }: Desk): () => void {
  const key = computed(() => (thread.ticket.value ? thread.ticket.value.id : null))
  return effect(() => {
    void key.value
    untracked(() => void suggestions.loadFor(thread.ticket.value))
  })
}

/** A reply that the server already has is no longer on its way. */
function settleOutgoing({ thread, outgoing }: Desk): () => void {
  return effect(() => {
    const clientIds = thread.messages.value.map((message) => message.clientId)
    untracked(() => outgoing.settle(clientIds))
  })
}

function forgetAlert({ alert }: Desk): () => void {
  return effect(() => {
    if (alert.value === null) return
    const timer = setTimeout(() => (alert.value = null), alertLastsMs)
    return () => clearTimeout(timer)
  })
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
