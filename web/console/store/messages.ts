import type { Delivery } from '../../../server/wire/delivery.ts'
import type { Message } from '../../../server/wire/message.ts'

const rank: Record<Delivery['state'], number> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  failed: 2,
  sent: 3,
  delivered: 4,
  read: 5,
}

/** The thread with one message added or renewed, in order of `seq`. */
export function upsertMessage(messages: Message[], message: Message): Message[] {
  const others = messages.filter((other) => other.id !== message.id)
  const index = others.findIndex((other) => other.seq > message.seq)
  return index === -1 ? [...others, message] : [...others.slice(0, index), message, ...others.slice(index)]
}

/**
 * The same for the answer of the request that made the message: its `queued` may arrive after the event
 * that already says `sent`, and must not set it back.
 */
export function addAnswer(messages: Message[], answer: Message): Message[] {
  const known = messages.find((message) => message.id === answer.id)
  const isNews =
    !known?.delivery || !answer.delivery || rank[answer.delivery.state] > rank[known.delivery.state]
  return isNews ? upsertMessage(messages, answer) : messages
}

/** The newest message on the screen, for `lastSeenMessageId`; null when there is none. */
export function lastMessageId(messages: Message[]): number | null {
  return messages.reduce<number | null>((latest, { id }) => Math.max(latest ?? 0, id), null)
}

/** What stands in the thread, and below it what goes later; what was undone right after sending was never there. */
export function inOrderOfGoing(messages: Message[]): { said: Message[]; scheduled: Message[] } {
  const isScheduled = ({ later }: Message) => later !== undefined && !later.isBrief
  const shown = messages.filter(({ withdrawn }) => !withdrawn?.wasBrief)
  return { said: shown.filter((one) => !isScheduled(one)), scheduled: shown.filter(isScheduled) }
}

/** What others wrote since `seen`, while this agent was writing. What the system notes down stops nobody. */
export function newerThan(messages: Message[], seen: number | null, agentId: number): Message[] {
  if (seen === null) return []
  return messages.filter(
    ({ id, author }) =>
      id > seen && author.kind !== 'system' && !(author.kind === 'agent' && author.id === agentId),
  )
}
