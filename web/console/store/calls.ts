import { signal, type ReadonlySignal } from '@preact/signals'
import type { LiveCall } from '../../../server/wire/call.ts'
import type { Message } from '../../../server/wire/message.ts'
import type { OfficerPhone } from '../../../server/wire/officer-phone.ts'
import type { CallsApi } from '../calls-api.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { ApiError } from '../http.ts'
import { ringBy } from '../lib/my-call.ts'
import { openSoftphone } from '../softphone/softphone.ts'
import type { StringKey } from '../strings/index.ts'
import { createHandset, type Handset } from './handset.ts'

/** Who is on the telephone, and whom to call back. */
export interface Calls {
  live: ReadonlySignal<LiveCall[]>
  /** Where calls reach this officer; null until it is known. */
  phone: ReadonlySignal<OfficerPhone | null>
  /** Calls that this officer is asking for just now. */
  busy: ReadonlySignal<boolean>
  /** The telephone in this browser. */
  handset: Handset
  /** Calls this officer does not want to hear of any more. */
  passed: ReadonlySignal<ReadonlySet<number>>
  pass(callId: number): void
  refresh(): Promise<void>
  /** What passes by on the live line may be about a call. */
  note(message: Message): void
  /** Who calls may have said their name meanwhile. */
  applyTicket(ticket: Ticket): void
  take(live: { id: number; ticketId: number }): Promise<void>
  callBack(ticketId: number): Promise<void>
  join(callId: number, ticketId: number): Promise<void>
  hold(callId: number, on: boolean): Promise<void>
  /** One's own microphone: in this browser at once, else at Twilio. */
  mute(callId: number, on: boolean): Promise<void>
  hangUp(callId: number): Promise<void>
  /** Rings the colleague no longer. */
  callOff(callId: number): Promise<void>
  /** False when the colleague could not be rung. */
  bring(callId: number, how: 'transfer' | 'invite', to: { agentId: number; note: string }): Promise<boolean>
  /** False when the number is none. */
  setPhone(phone: Omit<OfficerPhone, 'via'>): Promise<boolean>
  /** At the end of the day. */
  stop(): void
}

interface CallsDeps {
  api: CallsApi
  agentId: number
  openTicket: (ticketId: number) => void
  complain: (words: StringKey) => void
}

/** Several events tell of one change. */
const gatherMs = 150

export function createCalls({ api, agentId, openTicket, complain }: CallsDeps): Calls {
  const live = signal<LiveCall[]>([])
  const phone = signal<OfficerPhone | null>(null)
  const busy = signal(false)
  const passed = signal<ReadonlySet<number>>(new Set())
  const handset = createHandset({
    ...{ token: api.token, open: openSoftphone },
    onTrouble: () => complain('handsetMute'),
  })
  /** Of calls that have come up on the screen already. */
  const opened = new Set<number>()
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    const mine = ++latest
    const page = await api.live().catch(() => null)
    if (page && mine === latest) live.value = page.items
    if (phone.value === null) know(await api.phone().catch(() => null))
  }
  function know(fresh: OfficerPhone | null): void {
    if (fresh === null) return
    phone.value = fresh
    void handset.use(fresh.via !== null && fresh.browser)
  }
  /** Resolves with whether it worked; what went wrong is said. */
  async function ask(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.peek()) return false
    busy.value = true
    try {
      await work()
      return true
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0
      complain(status === 422 ? 'callNeedsPhone' : status === 409 ? 'callGone' : 'callFailed')
      return false
    } finally {
      busy.value = false
      void refresh()
    }
  }

  return {
    live,
    phone,
    busy,
    handset,
    passed,
    pass: (callId) => (passed.value = new Set(passed.value).add(callId)),
    refresh,
    note({ call, callEvent, ticketId }) {
      if (!callEvent) return
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), gatherMs)
      const isMine = call?.officers.some(({ id, place }) => id === agentId && place === 'talking')
      if (!call || !isMine || opened.has(call.id)) return
      opened.add(call.id)
      openTicket(ticketId)
    },
    applyTicket({ id, subject, contact: { name } }) {
      const isOther = (one: LiveCall['ticket']) => one.contactName !== name || one.subject !== subject
      if (!live.peek().some(({ ticket }) => ticket.id === id && isOther(ticket))) return
      live.value = live
        .peek()
        .map((one) =>
          one.ticket.id === id ? { ...one, ticket: { ...one.ticket, subject, contactName: name } } : one,
        )
    },
    async take({ id, ticketId }) {
      const isTaken = await ask(async () => {
        const by = ringBy(handset.state.peek())
        if (by === 'browser') handset.expect()
        await api.take(id, by)
        opened.add(id)
      })
      if (isTaken) openTicket(ticketId)
    },
    async callBack(ticketId) {
      await ask(() => {
        if (handset.state.peek() === 'ready') handset.expect()
        return api.callBack(ticketId, crypto.randomUUID())
      })
    },
    async join(callId, ticketId) {
      if (await ask(() => api.join(callId, ticketId))) openTicket(ticketId)
    },
    hold: async (callId, on) => void (await ask(() => api.hold(callId, on))),
    async mute(callId, on) {
      const line = handset.line.peek()
      const isHere = line?.state === 'talking'
      if (isHere) line.mute(on)
      // Colleagues in the call see it too; and what Twilio was told once, it must be told again.
      const officers = live.peek().find(({ call }) => call.id === callId)?.call.officers ?? []
      const isToBeSeen = officers.some(({ id, isMuted }) => (id === agentId ? isMuted && !on : true))
      if (!isHere || isToBeSeen) await ask(() => api.mute(callId, on))
    },
    async hangUp(callId) {
      const line = handset.line.peek()
      if (line?.state === 'talking') line.hangUp()
      else await ask(() => api.hangUp(callId))
    },
    callOff: async (callId) => void (await ask(() => api.callOff(callId))),
    bring: (callId, how, to) => ask(() => api.bring(callId, how, to)),
    stop: () => void handset.use(false),
    async setPhone(given) {
      const set = await api.setPhone(given).catch(() => null)
      know(set)
      return set !== null
    },
  }
}
