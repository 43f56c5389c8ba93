/** What an event means to a chat: its window hears what is meant for the citizen, the office what came of it. */
import type { ChatChannel } from '../../channels/chat/index.ts'
import type { OfficeMarks } from '../desk/chat-marks.ts'
import type { CitizenView } from '../desk/citizen-view.ts'
import type { DeskEvent } from '../desk/events.ts'
import type { Logger } from '../log.ts'
import type { End } from '../wire/chat-socket.ts'
import type { Message } from '../wire/message.ts'

export interface ChatNewsDeps {
  chat: Pick<ChatChannel<Message>, 'tell' | 'tellAgent' | 'tellChanged' | 'tellEnded' | 'queueChanged'>
  citizenView: CitizenView
  marks: Pick<OfficeMarks, 'note'>
  endOf: (ticketId: number) => Promise<End | null>
  /** Null where no screen is open in this process. */
  isLookedAt: (ticketId: number) => boolean | null
  /** A chat came, or what becomes of one changed. */
  onChat: () => void
  log: Logger
}

export function createChatNews(deps: ChatNewsDeps): (event: DeskEvent) => void {
  const { chat, citizenView, marks, endOf, isLookedAt, onChat, log } = deps

  function markArrival(ticketId: number): void {
    const isSeen = isLookedAt(ticketId)
    if (isSeen !== null) marks.note(ticketId, isSeen)
  }

  async function tellClosed(ticketId: number): Promise<void> {
    const end = await endOf(ticketId).catch((err: unknown) => log.warn({ err }, 'an end could not be told'))
    if (end) chat.tellEnded(ticketId, end)
  }

  return ({ type, ticket, message }) => {
    const isTheirs = message?.direction !== 'internal' && message?.copyOf === undefined && !message?.later
    if (message && isTheirs) {
      const seen = citizenView.of(message)
      if (type === 'message:created') chat.tell(seen)
      else chat.tellChanged(seen)
    }
    if (type === 'message:created' && message?.direction === 'inbound') markArrival(ticket.id)
    if (type === 'ticket:changed' && ticket.status === 'closed') void tellClosed(ticket.id)
    if (type === 'ticket:changed' && ticket.assignee)
      chat.tellAgent(ticket.id, citizenView.face(ticket.assignee))
    if (type !== 'message:changed') chat.queueChanged()
    if (message === null) onChat()
  }
}
