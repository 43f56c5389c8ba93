import type { ComponentChildren } from 'preact'
import { clockTime, fullTime } from '../shared/time.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { splitLinks } from './link.ts'
import type { Actions, PanelProps } from './panel.tsx'
import type { Failure, Pending } from './state.ts'
import type { Entry } from './timeline.ts'
import type { Language, Words } from './words.ts'

interface BubbleProps {
  entry: Entry
  language: Language
  words: Words
  actions: Actions
  office: PanelProps['office']
  /** Without a line nothing is on its way, however long one waits. */
  isCut: boolean
  /** The citizen takes a refused message back into the composer. */
  onChange: (pending: Pending) => void
}

/** One message: ours right, the office's left, the system's centred. */
export function Bubble({ entry, language, words, actions, office, isCut, onChange }: BubbleProps) {
  const { side, name, picture, text, attachments, at, refused, isFirst } = entry
  const author = side === 'own' ? words('you') : (name ?? words(side === 'system' ? 'machine' : 'office'))
  const mark = entry.mark === 'sending' && isCut ? 'waiting' : entry.mark
  return (
    <article class={classes(entry)}>
      {side !== 'own' && isFirst && (
        <span class="bubble__avatar" aria-hidden="true">
          {side === 'office' ? <Avatar name={author} picture={picture} /> : <Icon name="book" />}
        </span>
      )}
      <p class={side !== 'own' && isFirst ? 'bubble__name' : 'visually-hidden'}>{author}</p>
      {text.split(/\n\s*\n/).map((part) => part && <Text>{part}</Text>)}
      {attachments.map((one) => (
        <a key={one.id} class="bubble__file" href={one.url} target="_blank" rel="noopener">
          <Icon name="file" /> {one.filename || words('attachment')}
        </a>
      ))}
      <p class="bubble__foot">
        <time dateTime={at} title={fullTime(at, language)}>
          {clockTime(at, language)}
        </time>
        {mark && (
          <span class="mark">
            <Icon name={mark} size={14} /> {words(mark)}
          </span>
        )}
      </p>
      {refused && (
        <div class="bubble__failure" role="alert">
          <p>
            {words('notSent')} {reason(refused.failure, words, office)}
          </p>
          <button type="button" class="button" onClick={() => actions.retry(refused.pending.clientId)}>
            {words('retry')}
          </button>
          <button type="button" class="button" onClick={() => onChange(refused.pending)}>
            {words('change')}
          </button>
        </div>
      )}
    </article>
  )
}

function classes({ side, isFirst, mark, refused }: Entry): string {
  const state = refused ? 'failed' : mark === 'sending' && 'pending'
  return [
    'bubble',
    `bubble--${side === 'system' ? 'office bubble--machine' : side}`,
    isFirst && 'bubble--first',
    state && `bubble--${state}`,
  ]
    .filter(Boolean)
    .join(' ')
}

function reason({ code }: Failure, words: Words, office: BubbleProps['office']): string {
  return code === 'blocked' ? words('blocked', { phone: office?.phone ?? '' }) : words('refused')
}

/** One thought of a message; between two stands a blank line. */
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
