import type { Message } from '../../../server/wire/message.ts'
import { createConversation, type Conversation } from '../../../web/widget/conversation.ts'
import type { TextStorage } from '../../../web/widget/memory.ts'

export const budi = { name: 'Budi', phone: '+628123456789', language: 'id' } as const

/** What one browser keeps, shared by all its tabs. */
export function browserStorage(): TextStorage & { texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  }
}

let lastId = 0

export function openTab(storage: TextStorage | null = browserStorage()): Conversation {
  return createConversation(storage, {
    newId: () => `c${++lastId}`,
    now: () => new Date('2026-11-24T02:00:00Z'),
  })
}

/** A message of the citizen, as the server confirms it; `office` and `system` make the others. */
export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: 100 + seq,
    ticketId: 7,
    seq,
    direction: 'inbound',
    channel: 'chat',
    author: { kind: 'contact', id: 3, name: 'Budi' },
    text: `pesan ${seq}`,
    quoted: null,
    html: null,
    attachments: [],
    cc: [],
    answer: null,
    answerVersion: null,
    delivery: null,
    clientId: null,
    createdAt: '2026-11-24T02:00:00Z',
    ...change,
  }
}

export function fromOffice(seq: number, change: Partial<Message> = {}): Message {
  return message(seq, { direction: 'outbound', author: { kind: 'agent', id: 1, name: 'Sari' }, ...change })
}

export function fromSystem(seq: number): Message {
  return fromOffice(seq, { author: { kind: 'system', id: null, name: null } })
}
