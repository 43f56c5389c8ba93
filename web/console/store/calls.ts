import { signal, type ReadonlySignal } from '@preact/signals'
import type { LiveCall } from '../../../server/wire/call.ts'
import type { Message } from '../../../server/wire/message.ts'
import type { OfficerPhone } from '../../../server/wire/officer-phone.ts'
import type { CallsApi } from '../calls-api.ts'
import { ApiError } from '../http.ts'
import type { StringKey } from '../strings/index.ts'

/** Who is on the telephone, and whom to call back. */
export interface Calls {
  live: ReadonlySignal<LiveCall[]>
  /** Where calls reach this officer; null until it is known. */
  phone: ReadonlySignal<OfficerPhone | null>
  /** Calls that this officer is asking for just now. */
  busy: ReadonlySignal<boolean>
  refresh(): Promise<void>
  /** What passes by on the live line may be about a call. */
  note(message: Message): void
  take(live: { id: number; ticketId: number }): Promise<void>
  callBack(ticketId: number): Promise<void>
  join(callId: number, ticketId: number): Promise<void>
  /** False when the number is none. */
  setPhone(phone: OfficerPhone): Promise<boolean>
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
  /** Of calls that have come up on the screen already. */
  const opened = new Set<number>()
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    const mine = ++latest
    const page = await api.live().catch(() => null)
    if (page && mine === latest) live.value = page.items
    if (phone.value === null) phone.value = await api.phone().catch(() => null)
  }
  async function ask(work: () => Promise<unknown>): Promise<void> {
    if (busy.peek()) return
    busy.value = true
    try {
      await work()
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0
      complain(status === 422 ? 'callNeedsPhone' : status === 409 ? 'callGone' : 'callFailed')
    } finally {
      busy.value = false
      void refresh()
    }
  }

  return {
    live,
    phone,
    busy,
    refresh,
    note({ call, callEvent, ticketId }) {
      if (!callEvent) return
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), gatherMs)
      if (call?.stage !== 'talking' || call.agent?.id !== agentId || opened.has(call.id)) return
      opened.add(call.id)
      openTicket(ticketId)
    },
    take: ({ id, ticketId }) =>
      ask(async () => {
        await api.take(id)
        opened.add(id)
        openTicket(ticketId)
      }),
    callBack: (ticketId) => ask(() => api.callBack(ticketId, crypto.randomUUID())),
    join: (callId, ticketId) =>
      ask(async () => {
        await api.join(callId, ticketId)
        openTicket(ticketId)
      }),
    async setPhone(given) {
      const set = await api.setPhone(given).catch(() => null)
      if (set) phone.value = set
      return set !== null
    },
  }
}
