import { signal, type ReadonlySignal } from '@preact/signals'
import type { Attachment } from '../../../server/wire/attachment.ts'
import type { Message } from '../../../server/wire/message.ts'
import type { NewReply } from '../../../server/wire/reply.ts'
import type { TemplateChoice } from '../../../server/wire/whatsapp-template.ts'
import type { ChannelName } from '../lib/ways.ts'
import type { SafeStorage } from '../../shared/storage.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http.ts'

/** Later than now, and what its ticket becomes when it goes. */
export type HowToSend = Pick<NewReply, 'sendAt' | 'thenStatus'>

/** A reply on its way to our own server: on the screen already, not yet known to be stored. */
export interface Outgoing {
  clientId: string
  ticketId: number
  text: string
  answers: string[]
  versions: Record<string, string>
  cc: string[] | null
  channel: ChannelName | null
  template: TemplateChoice | null
  asLink: boolean
  attachments: Attachment[]
  /** The newest message its writer had seen; sent again, it still says so. */
  seen: number | null
  how: HowToSend
  createdAt: string
  state: 'posting' | 'unsent'
}

export type SendResult =
  | { kind: 'stored'; message: Message }
  /** The line failed: it stays on the screen and may be sent again under the same clientId. */
  | { kind: 'unsent' }
  | { kind: 'conflict' }
  | { kind: 'refused'; error: ApiError }

export interface OutgoingStore {
  items: ReadonlySignal<Outgoing[]>
  /** On the screen and kept in the browser, not yet sent. */
  add(reply: NewOutgoing): Outgoing
  /** Sends it, the first time or again: the same clientId is stored once. */
  post(clientId: string, lastSeenMessageId: number | undefined): Promise<SendResult>
  /** Takes it off the screen and gives its text back. */
  withdraw(clientId: string): Outgoing | null
  /** The server knows it: an event or the loaded thread says so. */
  settle(clientIds: Iterable<string | null>): void
}

export type NewOutgoing = Omit<Outgoing, 'clientId' | 'createdAt' | 'state'>

/** Kept in the browser until the server has answered, so a closed window loses nothing and sends nothing twice. */
export function createOutgoing(api: Api, storage: SafeStorage, agentId: number): OutgoingStore {
  const prefix = `tanya.outgoing.${agentId}.`
  const items = signal<Outgoing[]>(readKept(storage, prefix))
  const set = (next: Outgoing) => {
    const isKnown = items.value.some((item) => item.clientId === next.clientId)
    items.value = isKnown
      ? items.value.map((item) => (item.clientId === next.clientId ? next : item))
      : [...items.value, next]
  }
  const drop = (clientId: string) => {
    storage.remove(prefix + clientId)
    items.value = items.value.filter((item) => item.clientId !== clientId)
  }

  async function post(item: Outgoing, lastSeenMessageId: number | undefined): Promise<SendResult> {
    set({ ...item, state: 'posting' })
    const { clientId, ticketId, text, cc, attachments, channel, template, asLink, how } = item
    const [answer, ...alsoAnswers] = item.answers
    try {
      const message = await api.reply(ticketId, {
        text,
        clientId,
        ...(answer && { answer }),
        ...(alsoAnswers.length > 0 && { alsoAnswers }),
        ...(answer && { answerVersions: versionsOf(item) }),
        ...(cc && { cc }),
        ...(channel && { channel }),
        ...(template && { template }),
        ...(asLink && { asLink }),
        ...(attachments.length > 0 && { attachments: attachments.map(({ id }) => id) }),
        ...(lastSeenMessageId && { lastSeenMessageId }),
        ...how,
        // The server knows which channels are held for it, and how long.
        ...(how.sendAt === undefined && { undo: true }),
      })
      drop(clientId)
      return { kind: 'stored', message }
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(0, null)
      const isRefusal =
        refusal.status >= 400 && refusal.status < 500 && ![401, 408, 429].includes(refusal.status)
      if (!isRefusal) {
        // An event may have told meanwhile that the server has it after all.
        if (items.value.some((other) => other.clientId === clientId)) set({ ...item, state: 'unsent' })
        return { kind: 'unsent' }
      }
      drop(clientId)
      return refusal.status === 409 ? { kind: 'conflict' } : { kind: 'refused', error: refusal }
    }
  }

  return {
    items,
    add(reply) {
      const clientId = newClientId()
      const item: Outgoing = { ...reply, clientId, createdAt: new Date().toISOString(), state: 'posting' }
      storage.set(prefix + clientId, JSON.stringify(item))
      set(item)
      return item
    },
    async post(clientId, lastSeenMessageId) {
      const item = items.value.find((other) => other.clientId === clientId)
      return item ? post(item, lastSeenMessageId) : { kind: 'unsent' }
    },
    withdraw(clientId) {
      const item = items.value.find((other) => other.clientId === clientId) ?? null
      drop(clientId)
      return item
    },
    settle(clientIds) {
      const stored = new Set(clientIds)
      for (const { clientId } of items.value) if (stored.has(clientId)) drop(clientId)
    },
  }
}

function readKept(storage: SafeStorage, prefix: string): Outgoing[] {
  return storage
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => parseOutgoing(storage.get(key)))
    .filter((item) => item !== null)
}

function parseOutgoing(value: string | null): Outgoing | null {
  try {
    const item = JSON.parse(value ?? '') as Outgoing
    const { attachments = [], seen = null, how = {}, channel = null, template = null, asLink = false } = item
    return item.clientId && item.ticketId && item.text
      ? { ...item, attachments, seen, how, channel, template, asLink, state: 'unsent' }
      : null
  } catch {
    return null
  }
}

/** Not randomUUID: it exists on HTTPS and localhost only, and an office may run on plain HTTP inside. */
function newClientId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** Of the answers that are still in it. */
function versionsOf({ answers, versions }: Outgoing): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([answer]) => answers.includes(answer)))
}
