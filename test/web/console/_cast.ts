import type { Message } from '../../../server/wire/message.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'

const time = (minute: number) => new Date(Date.UTC(2026, 10, 24, 2, minute)).toISOString()

/** A ticket whose latest activity was at `minute`. */
export function aTicket(id: number, minute: number, change: Partial<Ticket> = {}): Ticket {
  return {
    id,
    number: `26-${String(id).padStart(5, '0')}`,
    subject: 'syarat sip dokter',
    status: 'open',
    priority: 'normal',
    channel: 'email',
    contact: { id, name: 'Budi', identities: [], verified: false, trusted: false },
    assignee: null,
    team: null,
    service: null,
    language: 'id',
    tags: [],
    createdAt: time(0),
    updatedAt: time(minute),
    lastMessageAt: time(minute),
    firstReplyDueAt: null,
    resolutionDueAt: null,
    firstRepliedAt: null,
    preview: 'apa saja syaratnya?',
    waiting: true,
    offer: null,
    possibleFollowUpOf: null,
    ...change,
  }
}

export function aMessage(id: number, change: Partial<Message> = {}): Message {
  return {
    id,
    ticketId: 1,
    seq: id,
    direction: 'inbound',
    channel: 'email',
    author: { kind: 'contact', id: 1, name: 'Budi' },
    text: `pesan ${id}`,
    quoted: null,
    html: null,
    attachments: [],
    cc: [],
    answer: null,
    answerVersion: null,
    delivery: null,
    clientId: null,
    createdAt: time(id),
    ...change,
  }
}
