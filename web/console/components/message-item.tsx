import type { Message } from '../../../server/wire/message.ts'
import { Icon } from '../../shared/icon.tsx'
import { clockTime, fullTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'
import { initials } from '../lib/initials.ts'
import { CallCard, CallEventLine } from './call-card.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { CarriedBody } from './carried-body.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { LaterLine } from './later-line.tsx'
import { DoubtNotice, ProvenMark } from './sender-proof.tsx'
import { MessageBody } from './message-body.tsx'
import { MissingFiles } from './missing-files.tsx'
import { WithdrawnBody } from './withdrawn-body.tsx'

const continuesWithinMs = 5 * 60_000

interface MessageItemProps {
  message: Message
  /** The message above it on the same day. */
  before: Message | undefined
}

export function MessageItem({ message, before }: MessageItemProps) {
  const t = useT()
  const isContinued = before !== undefined && continues(message, before)
  const look = lookOf(message)
  if (message.call) return <CallCard message={message} call={message.call} />
  if (message.callEvent) return <CallEventLine message={message} />
  return (
    <li
      id={`message-${message.id}`}
      tabIndex={-1}
      class={`message message--${look} ${isQuiet(message) ? 'message--automatic' : ''} ${message.later ? 'message--later' : ''} ${isContinued ? 'message--continued' : ''}`.trim()}
    >
      {look === 'inbound' && <Face message={message} />}
      <div class="message__main">
        <Heading message={message} isContinued={isContinued} />
        {message.cc.length > 0 && (
          <p class="message__copies">
            {t('copiesTo', { people: message.cc.map(({ name, address }) => name ?? address).join(', ') })}
          </p>
        )}
        <DoubtNotice authenticity={message.authenticity} />
        <div class="message__bubble">
          {message.withdrawn ? (
            <WithdrawnBody message={message} withdrawn={message.withdrawn} />
          ) : message.copyOf !== undefined ? (
            <CarriedBody message={message} />
          ) : isAutomatic(message) ? (
            <details class="message__folded">
              <summary>{t(isCitizensMachine(message) ? 'citizensAutoReply' : 'automaticReply')}</summary>
              <MessageBody message={message} />
            </details>
          ) : (
            <MessageBody message={message} />
          )}
          <AttachmentList attachments={message.attachments} />
          <MissingFiles message={message} />
        </div>
        {message.later ? (
          <LaterLine message={message} later={message.later} />
        ) : (
          message.delivery && <DeliveryLine message={message} delivery={message.delivery} />
        )}
      </div>
    </li>
  )
}

/** What the system sent by itself stands where answers stand, but quietly: no person wrote it. */
function isAutomatic(message: Message): boolean {
  const { author, direction } = message
  return (author.kind === 'system' && direction === 'outbound') || isCitizensMachine(message)
}

/** "Away until Monday": for officers to know, and no word of the citizen's own. */
function isCitizensMachine({ author, direction }: Message): boolean {
  return author.kind === 'contact' && direction === 'internal'
}

/** Nor is a copy of an answer that stands above already a new word of anybody. */
function isQuiet(message: Message): boolean {
  return isAutomatic(message) || message.copyOf !== undefined
}

function lookOf(message: Message): 'inbound' | 'outbound' | 'internal' | 'system' {
  if (message.author.kind === 'system' && !isAutomatic(message)) return 'system'
  return isCitizensMachine(message) ? 'inbound' : message.direction
}

function Face({ message: { author, channel } }: { message: Message }) {
  const { thread } = useDesk()
  const name = author.name ?? thread.ticket.value?.contact.name
  return (
    <span class="avatar message__face" aria-hidden="true">
      {name ? initials(name) : <Icon name={channel} />}
    </span>
  )
}

/** Hidden from the eye when the bubble above says the same; always there for the ear. */
function Heading({ message, isContinued }: { message: Message; isContinued: boolean }) {
  const t = useT()
  const { i18n } = useDesk()
  const language = i18n.language.value
  return (
    <p class={isContinued ? 'visually-hidden' : 'message__head'}>
      {message.direction === 'internal' && message.author.kind === 'agent' && (
        <span class="message__kind">
          <Icon name="note" size={14} /> {t('internalNote')}
        </span>
      )}
      <span class="message__author">{useAuthorName(message)}</span>
      <ProvenMark authenticity={message.authenticity} />
      <ByChannel message={message} />
      <time dateTime={message.createdAt} title={fullTime(message.createdAt, language)}>
        {clockTime(message.createdAt, language)}
      </time>
      {message.direction === 'internal' && message.author.kind === 'agent' && <span>{t('noteHint')}</span>}
    </p>
  )
}

/** Where one thread goes on by several channels, each message says by which it came or went. */
function ByChannel({ message: { channel, direction } }: { message: Message }) {
  const t = useT()
  const { thread } = useDesk()
  const own = thread.ticket.value?.channel
  if (direction === 'internal' || channel === own || channel === 'voice') return null
  return (
    <span class="message__channel">
      <Icon name={channel} size={14} /> {t(`channel_${channel}`)}
    </span>
  )
}

function useAuthorName({ author }: Message): string {
  const t = useT()
  const { agent, thread } = useDesk()
  const contact = thread.ticket.value?.contact
  if (author.kind === 'agent' && author.id === agent.id) return t('you')
  if (author.kind === 'system') return author.name ?? t('system')
  if (author.kind === 'agent') return author.name ?? t('fromAgent')
  return author.name ?? (contact ? contactName(contact) : null) ?? t('nameless')
}

function continues(message: Message, before: Message): boolean {
  return (
    !before.call &&
    message.copyOf === before.copyOf &&
    message.direction === before.direction &&
    message.channel === before.channel &&
    message.author.kind === before.author.kind &&
    message.author.id === before.author.id &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < continuesWithinMs
  )
}
