import { Fragment } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { dayName } from '../shared/time.ts'
import { Bubble } from './bubble.tsx'
import { Icon } from './icon.tsx'
import { Offer } from './offer.tsx'
import type { PanelProps } from './panel.tsx'
import { isAttended, Receipt } from './receipt.tsx'
import type { Pending } from './state.ts'
import { timeline } from './timeline.ts'

const nearBottomPx = 80

/** The thread, and below it who is typing or how long the line is. */
export function Log(props: PanelProps & { onChange: (pending: Pending) => void }) {
  const { state, live, office, language, words, actions, onChange } = props
  const log = useRef<HTMLDivElement>(null)
  const entries = timeline(state)
  const { isBehind, toBottom, noteScroll } = useStickToBottom(
    log,
    entries.length,
    entries.at(-1)?.side === 'own',
  )

  return (
    <div class="talk">
      <div
        class="log"
        ref={log}
        role="log"
        aria-label={words('log')}
        aria-relevant="additions"
        tabIndex={0}
        onScroll={noteScroll}
      >
        {entries.map((entry, index) => (
          <Fragment key={entry.key}>
            {entry.isNewDay && <p class="day">{dayName(entry.at, language)}</p>}
            {entry.isOpening && index > 0 && <p class="day day--opening">{words('newChat')}</p>}
            <Bubble
              entry={entry}
              language={language}
              words={words}
              actions={actions}
              office={office}
              isCut={live.line === 'broken'}
              onChange={onChange}
            />
            {entry.isOpening && <Receipt {...props} />}
          </Fragment>
        ))}
        <Offer {...props} />
      </div>
      {isBehind && (
        <button type="button" class="button talk__down" onClick={toBottom}>
          <Icon name="down" /> {words('newMessages')}
        </button>
      )}
      <div class="talk__now" role="status">
        <Now {...props} />
      </div>
    </div>
  )
}

function Now(props: PanelProps) {
  const { state, live, words } = props
  const { typing, queue, agent } = live
  if (typing !== null)
    return (
      <p>
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {words('typing', { name: typing || agent?.name || words('office') })}
      </p>
    )
  if (!queue || state.ended) return null
  // Where nobody is, the line has no time at which it moves.
  if (!isAttended(props)) return queue.staffed ? null : <p>{words('awayNow')}</p>
  const minutes = Math.max(1, Math.round(queue.waitSeconds / 60))
  return <p>{words('queue', { position: queue.position, minutes })}</p>
}

/** Follows the thread while its end is in view, and what one writes oneself; whoever reads further up is not torn away, but told. */
function useStickToBottom(log: { current: HTMLElement | null }, count: number, isOwn: boolean) {
  const isNear = useRef(true)
  const [isBehind, setBehind] = useState(false)
  const toBottom = () => log.current?.scrollTo({ top: log.current.scrollHeight })
  /** A long automatic answer is read from its beginning. */
  const toNewest = () => {
    const newest = [...(log.current?.querySelectorAll<HTMLElement>('article') ?? [])].at(-1)
    const tall = 0.7 * (log.current?.clientHeight ?? 0)
    if (newest?.matches('.bubble--machine') && newest.offsetHeight > tall)
      log.current?.scrollTo({ top: newest.offsetTop - nearBottomPx })
    else toBottom()
  }

  // At every drawing: a refusal or the composer's growth moves the end, too.
  useLayoutEffect(() => {
    if (isNear.current) toBottom()
  })
  useLayoutEffect(() => {
    if (isNear.current || isOwn) toNewest()
    else setBehind(true)
  }, [count])

  function noteScroll(): void {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {}
    isNear.current = scrollHeight - scrollTop - clientHeight < nearBottomPx
    if (isNear.current) setBehind(false)
  }
  return { isBehind, toBottom, noteScroll }
}
