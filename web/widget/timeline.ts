import type { Attachment } from '../../server/wire/attachment.ts'
import type { Message } from '../../server/wire/message.ts'
import { isSameDay } from '../shared/time.ts'
import { markOf, type ConversationState, type Failure, type Pending } from './state.ts'

/** One line of the thread as it stands on the screen. */
export interface Entry {
  /** Stays the same when one of ours is confirmed, so that its place in the page does too. */
  key: string
  side: 'own' | 'office' | 'system'
  name: string | null
  picture?: string | undefined
  text: string
  /** Without an address while their message waits. */
  attachments: (Pick<Attachment, 'filename'> & Partial<Attachment>)[]
  at: string
  /** How far one of ours has come; null for all others and for what was refused. */
  mark: 'sending' | 'sent' | 'delivered' | 'read' | null
  /** Set when the server refused it for good. */
  refused: { pending: Pending; failure: Failure } | null
  isNewDay: boolean
  /** The first of several by the same author carries the name. */
  isFirst: boolean
  /** The first of this conversation. */
  isOpening: boolean
}

type Line = Omit<Entry, 'isNewDay' | 'isFirst' | 'isOpening'>

/** Earlier conversations, confirmed messages in the office's order, then what still waits, in ours. */
export function timeline(state: ConversationState): Entry[] {
  const lines = [
    ...state.earlier.map((message) => ({ ...confirmed(message, state), mark: null })),
    ...state.messages.map((message) => confirmed(message, state)),
    ...state.pending.map((pending) => waiting(pending)),
  ]
  return lines.map((line, index) => {
    const before = lines[index - 1]
    const isNewDay = !before || !isSameDay(before.at, line.at)
    const isOpening = index === state.earlier.length
    const isFirst = isNewDay || isOpening || before.side !== line.side || before.name !== line.name
    return { ...line, isNewDay, isOpening, isFirst }
  })
}

function confirmed(message: Message, state: ConversationState): Line {
  const isOwn = message.direction === 'inbound'
  return {
    key: isOwn && message.clientId !== null ? message.clientId : String(message.id),
    side: message.author.kind === 'system' ? 'system' : isOwn ? 'own' : 'office',
    name: isOwn ? null : message.author.name,
    picture: message.author.picture,
    text: message.text,
    attachments: message.attachments,
    at: message.createdAt,
    mark: isOwn ? markOf(message, state) : null,
    refused: null,
  }
}

function waiting(pending: Pending): Line {
  const { clientId, text, files, createdAt, failure } = pending
  return {
    key: clientId,
    side: 'own',
    name: null,
    text,
    attachments: files?.map(({ filename }) => ({ filename })) ?? [],
    at: createdAt,
    mark: failure ? null : 'sending',
    refused: failure && { pending, failure },
  }
}
