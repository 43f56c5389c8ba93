import type { Message } from '../../../server/wire/message.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import type { Desk } from '../desk.ts'
import { contactName } from '../lib/contact-name.ts'
import type { DeskSocketHandlers, PayloadOf } from '../socket.ts'

/** What each event of the live line does to the desk. */
export function createLive(getDesk: () => Desk): DeskSocketHandlers {
  return {
    onEvent(name, payload) {
      const desk = getDesk()
      if (name === 'presence') desk.company.applyPresence(payload as PayloadOf<'presence'>)
      else if (name === 'typing') desk.company.applyTyping(payload as PayloadOf<'typing'>)
      else if (name === 'staff') onStaff(desk)
      else if (name === 'message:changed') onChanged(desk, (payload as PayloadOf<'message:changed'>).message)
      else if (name === 'message:created') onMessage(desk, payload as PayloadOf<'message:created'>)
      else onTicket(desk, (payload as PayloadOf<'ticket:changed'>).ticket, name === 'ticket:created')
    },
    onStale() {
      const desk = getDesk()
      void desk.list.reload()
      void desk.thread.reload()
      void desk.suggestions.refresh()
      desk.refreshCounts()
      desk.duty.refresh()
      void desk.calls.refresh()
    },
    onRefused: () => void getDesk().session.restore(),
  }
}

function onStaff(desk: Desk): void {
  desk.duty.refresh()
  desk.refreshAgents()
}

function onTicket(desk: Desk, ticket: Ticket, isNew: boolean): void {
  const openId = desk.route.place.peek().ticketId
  desk.list.apply(ticket, openId)
  desk.thread.applyTicket(ticket)
  desk.duty.applyTicket(ticket, isNew)
  desk.calls.applyTicket(ticket)
  desk.refreshCounts()
  if (!isNew) return
  markUnseen(desk, ticket)
  announce(desk, ticket, 'newTicketFrom')
}

function onChanged(desk: Desk, message: Message): void {
  desk.mails.noteMessage()
  desk.calls.note(message)
  desk.thread.applyMessage(message)
  desk.undelivered.note(message)
  desk.later.noteChanged(message)
}

function onMessage(desk: Desk, { ticket, message }: { ticket: Ticket; message: Message }): void {
  desk.list.apply(ticket, desk.route.place.peek().ticketId)
  desk.thread.applyTicket(ticket)
  desk.duty.applyTicket(ticket, false)
  desk.thread.applyMessage(message)
  // It may hold back an answer that stands there already.
  if (ticket.later && ticket.id === desk.route.place.peek().ticketId) void desk.thread.reload()
  desk.undelivered.note(message)
  desk.mails.noteMessage()
  desk.calls.note(message)
  desk.refreshCounts()
  stopTyping(desk, ticket, message)
  if (message.direction !== 'inbound') return
  markUnseen(desk, ticket)
  if (ticket.id === desk.route.place.peek().ticketId) void desk.suggestions.refresh()
  // Of a ticket's first message the new ticket has told already.
  else if (message.seq > 1) announce(desk, ticket, 'newMessageFrom')
}

/** Whoever's message is here has stopped typing it. */
function stopTyping(desk: Desk, { id: ticketId }: Ticket, { author }: Message): void {
  if (author.kind === 'system') return
  desk.company.applyTyping({ event: 0, ticketId, by: { kind: author.kind, name: author.name }, on: false })
}

function announce(desk: Desk, ticket: Ticket, words: 'newTicketFrom' | 'newMessageFrom'): void {
  const { contact, subject, preview } = ticket
  desk.announcement.value = { words, name: contactName(contact), subject: subject || preview }
}

/** Open on the screen is seen only while the window itself is. */
function markUnseen(desk: Desk, ticket: Ticket): void {
  const isSeen = ticket.id === desk.route.place.peek().ticketId && !document.hidden
  if (!isSeen) desk.unread.mark(ticket.id)
}
