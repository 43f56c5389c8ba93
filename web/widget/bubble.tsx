import type { ComponentChildren } from 'preact'
import type { Message } from '../../server/wire.ts'
import { clockTime, fullTime } from '../shared/time.ts'
import { Icon } from './icon.tsx'
import { splitLinks } from './link.ts'
import type { Actions } from './panel.tsx'
import { isRead, type ConversationState, type Failure, type Pending } from './state.ts'
import type { Language, Words } from './words.ts'

interface BubbleProps {
  message: Message
  state: ConversationState
  language: Language
  words: Words
  /** The first of several by the same author carries the name. */
  isFirst: boolean
}

/** One confirmed message: ours right, the office's left, the system's centred. */
export function Bubble({ message, state, language, words, isFirst }: BubbleProps) {
  const { author, attachments } = message
  const isOwn = message.direction === 'inbound'
  const side = author.kind === 'system' ? 'system' : isOwn ? 'own' : 'office'
  const name = isOwn ? words('you') : (author.name ?? words('office'))
  return (
    <article class={isFirst ? `bubble bubble--${side} bubble--first` : `bubble bubble--${side}`}>
      {side !== 'system' && (
        <p class={side === 'office' && isFirst ? 'bubble__name' : 'visually-hidden'}>{name}</p>
      )}
      <Text>{message.text}</Text>
      {attachments.map((one) => (
        <a key={one.id} class="bubble__file" href={one.url} target="_blank" rel="noopener">
          <Icon name="file" /> {one.filename || words('attachment')}
        </a>
      ))}
      {side !== 'system' && (
        <p class="bubble__foot">
          <Time at={message.createdAt} language={language} />
          {isOwn && <Mark name={isRead(message, state) ? 'read' : 'sent'} words={words} />}
        </p>
      )}
    </article>
  )
}

interface OwnPendingProps {
  one: Pending
  language: Language
  words: Words
  actions: Actions
  onChange: (one: Pending) => void
}

/** One of ours that the server has not confirmed, or has refused. */
export function OwnPending({ one, language, words, actions, onChange }: OwnPendingProps) {
  const { failure, clientId } = one
  return (
    <article class={failure ? 'bubble bubble--own bubble--failed' : 'bubble bubble--own bubble--pending'}>
      <p class="visually-hidden">{words('you')}</p>
      <Text>{one.text}</Text>
      <p class="bubble__foot">
        <Time at={one.createdAt} language={language} />
        {!failure && <Mark name="sending" words={words} />}
      </p>
      {failure && (
        <div class="bubble__failure" role="alert">
          <p>
            {words('notSent')} {reason(failure, words)}
          </p>
          <button type="button" class="button button--small" onClick={() => actions.retry(clientId)}>
            {words('retry')}
          </button>
          <button type="button" class="button button--small" onClick={() => onChange(one)}>
            {words('change')}
          </button>
        </div>
      )}
    </article>
  )
}

function reason({ code }: Failure, words: Words): string {
  if (code === 'ended') return words('refusedEnded')
  if (code === 'too-long') return words('refusedLong')
  return words('refusedOther')
}

function Text({ children }: { children: string }) {
  return (
    <p class="bubble__text">
      {splitLinks(children).map(({ text, href }): ComponentChildren =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </p>
  )
}

function Time({ at, language }: { at: string; language: Language }) {
  return (
    <time dateTime={at} title={fullTime(at, language)}>
      {clockTime(at, language)}
    </time>
  )
}

function Mark({ name, words }: { name: 'sending' | 'sent' | 'read'; words: Words }) {
  return (
    <span class={`mark mark--${name}`}>
      <Icon name={name} size={14} /> {words(name)}
    </span>
  )
}
