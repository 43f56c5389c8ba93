export type Kind = 'sms' | 'whatsapp'

export interface SimulatedMessage {
  sid: string
  /** Seen from the office, as Twilio does. */
  direction: 'outbound' | 'inbound'
  kind: Kind
  /** E.164, without Twilio's `whatsapp:`. */
  from: string
  to: string
  body: string
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received'
  errorCode: number | null
  /** ISO 8601 */
  createdAt: string
  /** The form fields as sent by the office, or to it. */
  fields: Record<string, string>
  /** HTTP statuses with which the office answered the webhooks on this message; 0: not reached. */
  answers: number[]
}

export interface MessageLog {
  add(message: SimulatedMessage): void
  change(message: SimulatedMessage, changes: Partial<SimulatedMessage>): void
  list(direction?: SimulatedMessage['direction']): SimulatedMessage[]
  find(sid: string): SimulatedMessage | undefined
  onChange(listener: (message: SimulatedMessage) => void): () => void
}

const keptMessages = 500

/** The last 500 messages, in memory. */
export function createMessageLog(): MessageLog {
  const messages: SimulatedMessage[] = []
  const listeners = new Set<(message: SimulatedMessage) => void>()
  const tell = (message: SimulatedMessage) => listeners.forEach((listener) => listener(message))
  return {
    add(message) {
      messages.push(message)
      if (messages.length > keptMessages) messages.shift()
      tell(message)
    },
    change(message, changes) {
      Object.assign(message, changes)
      tell(message)
    },
    list: (direction) => messages.filter((message) => !direction || message.direction === direction),
    find: (sid) => messages.findLast((message) => message.sid === sid),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
