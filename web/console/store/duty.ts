import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Agent, Availability } from '../../../server/wire/agent.ts'
import type { RoutingRule } from '../../../server/wire/routing.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { ApiError } from '../http.ts'
import type { RoutingApi } from '../routing-api.ts'
import type { Toasts } from './toasts.ts'

/** Whether this agent takes chats, and which ones call. */
export interface Duty {
  /** As the server knows them, which may have changed since sign-in. */
  me: ReadonlySignal<Agent>
  rule: ReadonlySignal<RoutingRule | null>
  /** Chats that wait for this agent to say yes or no; the first first. */
  callingChats: ReadonlySignal<Ticket[]>
  /** What was missed while the line was broken, or changed by somebody else. */
  refresh(): void
  applyTicket(ticket: Ticket, isNew: boolean): void
  applyMe(me: Agent): void
  setAvailability(availability: Availability): Promise<void>
  /** Resolves with whether it is ours. */
  accept(ticket: Ticket): Promise<boolean>
  decline(ticket: Ticket): Promise<void>
}

interface DutyDeps {
  agent: Agent
  api: RoutingApi
  session: () => Promise<{ agent: Agent }>
  toasts: Toasts
}

export function createDuty({ agent, api, session, toasts }: DutyDeps): Duty {
  const me = signal(agent)
  const rule = signal<RoutingRule | null>(null)
  const tickets = signal<Ticket[]>([])
  /** Let pass on this screen: of a chat that calls everybody the server knows nothing of that. */
  const passed = new Set<number>()

  const isOffered = ({ offer }: Ticket) => offer?.agentId === agent.id
  function callsEverybody(ticket: Ticket): boolean {
    const { channel, status, assignee, offer, waiting, firstRepliedAt } = ticket
    const isFree = !assignee && !offer && waiting && status === 'new' && firstRepliedAt === null
    return channel === 'chat' && isFree && rule.value?.mode === 'everyone'
  }
  const drop = (id: number) => (tickets.value = tickets.value.filter((one) => one.id !== id))
  const put = (ticket: Ticket) => {
    const isKnown = tickets.value.some(({ id }) => id === ticket.id)
    tickets.value = isKnown
      ? tickets.value.map((one) => (one.id === ticket.id ? ticket : one))
      : [...tickets.value, ticket]
  }
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)

  return {
    me,
    rule,
    callingChats: computed(() =>
      tickets.value.filter((one) => isOffered(one) || me.value.availability === 'available'),
    ),
    refresh() {
      quietly(session().then((fresh) => (me.value = fresh.agent)))
      quietly(api.rule().then((fresh) => (rule.value = fresh)))
      quietly(
        api.offers().then(({ items }) => {
          const others = tickets.value.filter((one) => !isOffered(one))
          tickets.value = [...items, ...others]
        }),
      )
    },
    applyTicket(ticket, isNew) {
      const isKnown = tickets.value.some(({ id }) => id === ticket.id)
      const isCalling = !passed.has(ticket.id) && (isNew || isKnown) && callsEverybody(ticket)
      if (isOffered(ticket) || isCalling) put(ticket)
      else if (isKnown) drop(ticket.id)
    },
    applyMe: (fresh) => (me.value = fresh),
    async setAvailability(availability) {
      const before = me.value
      me.value = { ...before, availability }
      try {
        me.value = await api.changeProfile({ availability })
      } catch {
        me.value = before
        toasts.say({ words: 'changeFailed', isTrouble: true })
      }
    },
    async accept(ticket) {
      try {
        await api.accept(ticket.id)
        drop(ticket.id)
        return true
      } catch (error) {
        const isTaken = error instanceof ApiError && error.status === 409
        if (isTaken) drop(ticket.id)
        toasts.say({ words: isTaken ? 'callTaken' : 'changeFailed', isTrouble: !isTaken })
        return false
      }
    },
    async decline(ticket) {
      passed.add(ticket.id)
      drop(ticket.id)
      if (isOffered(ticket)) await api.decline(ticket.id).catch(() => undefined)
      passed.delete(ticket.offer ? ticket.id : 0)
    },
  }
}
