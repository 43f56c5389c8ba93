import type { Message } from '../../../server/wire/message.ts'
import type { ApiError } from '../http.ts'
import { findSlots } from '../lib/slots.ts'
import { emptyDraft, type Drafts } from './drafts.ts'
import type { HowToSend, Outgoing, OutgoingStore, SendResult } from './outgoing.ts'
import type { Thread } from './thread.ts'

/** What stands between a text and the citizen. */
export type Trouble =
  | { kind: 'slots' }
  | { kind: 'tooLong' }
  | { kind: 'uploading' }
  /** Something came in that the writer has not looked at. */
  | { kind: 'conflict' }
  | { kind: 'badTime' }
  | { kind: 'refused'; reason: string }
  | { kind: 'noteFailed' }

export interface Sending {
  /**
   * Takes the draft off the composer and sends it; what the server refuses goes back into the draft. True when stored.
   * `templateText` is what its template says, which then goes in place of its words.
   */
  sendReply(
    ticketId: number,
    seen: number | null,
    how: HowToSend,
    templateText: string | null,
  ): Promise<boolean>
  resend(clientId: string): Promise<void>
  /** The line is back: what it broke goes once more, under the same clientId. */
  resendBroken(): Promise<void>
}

interface SendingDeps {
  drafts: Drafts
  outgoing: OutgoingStore
  thread: Thread
  /** Shows a trouble of the ticket, if that ticket still stands open. */
  tell: (ticketId: number, trouble: Trouble) => void
  onStored: (message: Message) => void
}

export function createSending({ drafts, outgoing, thread, tell, onStored }: SendingDeps): Sending {
  const latestOwnIds = new Map<number, number>()
  /** Broken by the line, and not yet tried again by ourselves. */
  const broken = new Set<string>()
  let before: Promise<unknown> = Promise.resolve()

  /** One after the other: a quick second reply must know the id of the first, or it would conflict with it. */
  function inTurn({ ticketId, clientId, seen }: Outgoing): Promise<SendResult> {
    const result = before.then(() => {
      const lastSeen = seen && Math.max(seen, latestOwnIds.get(ticketId) ?? 0)
      return outgoing.post(clientId, lastSeen ?? undefined)
    })
    before = result
    return result
  }

  async function deliver(item: Outgoing): Promise<boolean> {
    const { ticketId, text } = item
    const result = await inTurn(item)
    if (result.kind === 'unsent') return false
    if (result.kind === 'stored') {
      latestOwnIds.set(ticketId, result.message.id)
      thread.applyAnswer(result.message)
      onStored(result.message)
      return true
    }
    drafts.bringBack(ticketId, item)
    if (result.kind === 'refused') tell(ticketId, troubleOf(result.error, text))
    else {
      await thread.reload()
      tell(ticketId, { kind: 'conflict' })
    }
    return false
  }

  async function resend(clientId: string): Promise<void> {
    const item = outgoing.items.peek().find((other) => other.clientId === clientId)
    if (item) await deliver(item)
  }

  return {
    async sendReply(ticketId, seen, how, templateText) {
      const draft = drafts.of(ticketId, 'reply').peek()
      const { channel, cc } = draft
      const item = outgoing.add(
        templateText === null
          ? { ...draft, ticketId, text: draft.text.trim(), template: null, seen, how }
          : { ...emptyDraft, ticketId, text: templateText, template: draft.template, channel, cc, seen, how },
      )
      // What was written for after the template waits for its time.
      if (templateText === null) drafts.clear(ticketId, 'reply')
      else drafts.change(ticketId, 'reply', { template: null })
      const isStored = await deliver(item)
      if (outgoing.items.peek().some(({ clientId }) => clientId === item.clientId)) broken.add(item.clientId)
      return isStored
    },
    resend,
    async resendBroken() {
      const again = [...broken]
      broken.clear()
      await Promise.all(again.map(resend))
    },
  }
}

function troubleOf(error: ApiError, text: string): Trouble {
  if (error.status === 422 && findSlots(text).length > 0) return { kind: 'slots' }
  if (error.problem?.errors?.some(({ path }) => path === 'sendAt')) return { kind: 'badTime' }
  const details = (error.problem?.errors ?? []).map(({ message }) => message)
  // A fault of one field alone is the whole sentence already.
  return { kind: 'refused', reason: [...new Set([error.message, ...details])].join(' · ') }
}
