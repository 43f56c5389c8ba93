import { Fragment } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { dayName, isSameDay } from '../shared/time.ts'
import { Icon } from './icon.tsx'
import { Bubble, OwnPending } from './bubble.tsx'
import type { PanelProps } from './panel.tsx'
import type { Pending } from './state.ts'

const nearBottomPx = 80

/** The thread: what the server has confirmed, then what waits, then who is typing. */
export function Log({
  state,
  live,
  language,
  words,
  actions,
  onChange,
}: PanelProps & { onChange: (one: Pending) => void }) {
  const log = useRef<HTMLDivElement>(null)
  const { isBehind, toBottom, noteScroll } = useStickToBottom(
    log,
    state.messages.length + state.pending.length,
  )
  const { messages, pending } = state
  const { typing, queue } = live

  return (
    <main class="talk">
      <div
        class="log"
        ref={log}
        role="log"
        aria-label={words('log')}
        aria-relevant="additions"
        tabIndex={0}
        onScroll={noteScroll}
      >
        {messages.map((message, index) => {
          const before = messages[index - 1]
          const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt)
          return (
            <Fragment key={message.clientId ?? message.id}>
              {isNewDay && <p class="day">{dayName(message.createdAt, language)}</p>}
              <Bubble
                message={message}
                state={state}
                language={language}
                words={words}
                isFirst={
                  isNewDay ||
                  before.author.kind !== message.author.kind ||
                  before.author.id !== message.author.id
                }
              />
            </Fragment>
          )
        })}
        {messages.length === 0 && pending[0] && <p class="day">{dayName(pending[0].createdAt, language)}</p>}
        {pending.map((one) => (
          <OwnPending
            key={one.clientId}
            one={one}
            language={language}
            words={words}
            actions={actions}
            onChange={onChange}
          />
        ))}
      </div>
      {isBehind && (
        <button type="button" class="button talk__down" onClick={toBottom}>
          <Icon name="down" /> {words('newMessages')}
        </button>
      )}
      <div class="talk__now" role="status">
        {typing !== null && (
          <p>
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {words('typing', { name: typing || live.agent || words('office') })}
          </p>
        )}
        {queue && typing === null && (
          <p>
            {words('queue', {
              position: queue.position,
              minutes: Math.max(1, Math.round(queue.waitSeconds / 60)),
            })}
          </p>
        )}
      </div>
    </main>
  )
}

/** Follows the thread while its end is in view; whoever reads further up is not torn away, but told. */
function useStickToBottom(log: { current: HTMLElement | null }, count: number) {
  const isNear = useRef(true)
  const [isBehind, setBehind] = useState(false)
  const toBottom = () => log.current?.scrollTo({ top: log.current.scrollHeight })

  useLayoutEffect(() => {
    if (isNear.current) toBottom()
    else setBehind(true)
  }, [count])

  function noteScroll(): void {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {}
    isNear.current = scrollHeight - scrollTop - clientHeight < nearBottomPx
    if (isNear.current) setBehind(false)
  }
  return { isBehind, toBottom, noteScroll }
}
