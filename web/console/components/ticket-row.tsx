import type { Ticket } from '../../../server/wire/ticket.ts'
import { Badge } from '../../shared/badge.tsx'
import { Icon } from '../../shared/icon.tsx'
import { fullTime, shortAge } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { initials } from '../lib/initials.ts'
import { contactName } from '../lib/contact-name.ts'
import { formatPlace, type View } from '../store/route.ts'
import { LaterMark, PriorityMark, TicketState } from './ticket-marks.tsx'

interface TicketRowProps {
  ticket: Ticket
  view: View
  isOpen: boolean
}

export function TicketRow({ ticket, view, isOpen }: TicketRowProps) {
  const t = useT()
  const { unread } = useDesk()
  const isUnread = unread.ids.value.has(ticket.id)
  const name = contactName(ticket.contact) ?? t('nameless')
  const look = ['row', isOpen && 'row--open', isUnread && 'row--unread']
  return (
    <li class={look.filter(Boolean).join(' ')}>
      <a
        class="row__link"
        href={formatPlace({ view, ticketId: ticket.id })}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span class="row__channel" title={t(`channel_${ticket.channel}`)}>
          <Icon name={ticket.channel} label={t(`channel_${ticket.channel}`)} />
        </span>
        <span class="row__name">{name}</span>
        <Age iso={ticket.lastMessageAt} />
        <span class="row__words">
          <span class="row__subject">{ticket.subject || ticket.preview}</span>
          {ticket.subject && !saysTheSame(ticket) && (
            <span class="row__preview" style={{ '--letters': ticket.preview.length }}>
              {' '}
              {ticket.preview}
            </span>
          )}
        </span>
        <Marks ticket={ticket} isUnread={isUnread} />
      </a>
    </li>
  )
}

/** Chat and SMS have no subject; the server takes their first words for one. */
function saysTheSame({ subject, preview }: Ticket): boolean {
  return preview.slice(0, 40) === subject.slice(0, 40)
}

function Age({ iso }: { iso: string }) {
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  return (
    <time class="row__age" dateTime={iso} title={fullTime(iso, language)}>
      {shortAge(iso, language, now.value)}
    </time>
  )
}

function Marks({ ticket, isUnread }: { ticket: Ticket; isUnread: boolean }) {
  const t = useT()
  const { drafts, now, undelivered } = useDesk()
  const isUndelivered = undelivered.ids.value.has(ticket.id)
  const isLate =
    !ticket.later &&
    ticket.firstRepliedAt === null &&
    ticket.firstReplyDueAt !== null &&
    Date.parse(ticket.firstReplyDueAt) < now.value
  return (
    <span class="row__marks">
      {isUnread && <span class="visually-hidden">{t('newActivity')}</span>}
      {isUndelivered && <Badge tone="danger">{t('notDelivered')}</Badge>}
      {ticket.later && <LaterMark later={ticket.later} />}
      {isLate && <Badge tone="danger">{t('overdue')}</Badge>}
      {!ticket.later && !isLate && !isUndelivered && <TicketState ticket={ticket} />}
      <PriorityMark priority={ticket.priority} />
      {drafts.of(ticket.id, 'reply').value.text && <Badge tone="note">{t('hasDraft')}</Badge>}
      <span class="row__number">{ticket.number}</span>
      {ticket.assignee && (
        <span class="avatar avatar--small" title={`${t('assignee')}: ${ticket.assignee.name}`}>
          <span class="visually-hidden">{`${t('assignee')}: ${ticket.assignee.name}`}</span>
          <span aria-hidden="true">{initials(ticket.assignee.name)}</span>
        </span>
      )}
    </span>
  )
}
