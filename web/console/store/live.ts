import type { Message, Ticket } from '../../../server/wire.ts'
import type { Desk } from '../desk.ts'
import type { DeskSocketHandlers, PayloadOf } from '../socket.ts'

/** What each event of the live line does to the desk. */
export function createLive(getDesk: () => Desk): DeskSocketHandlers {
  return {
    onEvent(name, payload) {
      const desk = getDesk()
      if (name === 'presence') desk.company.applyPresence(payload as PayloadOf<'presence'>)
      else if (name === 'typing') desk.company.applyTyping(payload as PayloadOf<'typing'>)
      else if (name === 'message:changed')
        desk.thread.applyMessage((payload as PayloadOf<'message:changed'>).message)
      else if (name === 'message:created') onMessage(desk, payload as PayloadOf<'message:created'>)
      else onTicket(desk, (payload as PayloadOf<'ticket:changed'>).ticket, name === 'ticket:created')
    },
    onStale() {
      const desk = getDesk()
      void desk.list.reload()
      void desk.thread.reload()
      void desk.suggestions.refresh()
      desk.refreshCounts()
    },
    onRefused: () => void getDesk().session.restore(),
  }
}

function onTicket(desk: Desk, ticket: Ticket, isNew: boolean): void {
  const openId = desk.route.place.peek().ticketId
  desk.list.apply(ticket, openId)
  desk.thread.applyTicket(ticket)
  desk.refreshCounts()
  if (!isNew) return
  markUnseen(desk, ticket)
  const name = ticket.contact.name ?? desk.i18n.t('nameless')
  desk.announcement.value = desk.i18n.t('newTicketFrom', { name, subject: ticket.subject || ticket.preview })
}

function onMessage(desk: Desk, { ticket, message }: { ticket: Ticket; message: Message }): void {
  desk.list.apply(ticket, desk.route.place.peek().ticketId)
  desk.thread.applyTicket(ticket)
  desk.thread.applyMessage(message)
  desk.refreshCounts()
  if (message.direction !== 'inbound') return
  markUnseen(desk, ticket)
  if (ticket.id === desk.route.place.peek().ticketId) {
    desk.company.applyTyping({
      event: 0,
      ticketId: ticket.id,
      by: { kind: 'contact', name: message.author.name },
      on: false,
    })
    void desk.suggestions.refresh()
  } else {
    const name = message.author.name ?? desk.i18n.t('nameless')
    desk.announcement.value = desk.i18n.t('newMessageFrom', { name })
  }
}

/** Open on the screen is seen only while the window itself is. */
function markUnseen(desk: Desk, ticket: Ticket): void {
  const isSeen = ticket.id === desk.route.place.peek().ticketId && !document.hidden
  if (!isSeen) desk.unread.mark(ticket.id)
}
