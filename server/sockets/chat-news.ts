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
  /** Some screen of this process is told of everything. */
  isAnyScreenOpen: () => boolean
  /** A chat came, or what becomes of one changed. */
  onChat: () => void
  log: Logger
}

export function createChatNews(deps: ChatNewsDeps): (event: DeskEvent) => void {
  const { chat, citizenView, marks, endOf, isAnyScreenOpen, onChat, log } = deps

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
    // That it was read the screen itself says, once it has it: its line may have gone silent since.
    if (type === 'message:created' && message?.direction === 'inbound' && isAnyScreenOpen())
      marks.note(ticket.id, false)
    if (type === 'ticket:changed' && ticket.status === 'closed') void tellClosed(ticket.id)
    if (type === 'ticket:changed' && ticket.assignee)
      chat.tellAgent(ticket.id, citizenView.face(ticket.assignee))
    if (type !== 'message:changed') chat.queueChanged()
    if (message === null) onChat()
  }
}
