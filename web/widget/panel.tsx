import { useEffect, useRef, useState } from 'preact/hooks'
import { Composer } from './composer.tsx'
import type { Live } from './connection.ts'
import { Form } from './form.tsx'
import { Icon } from './icon.tsx'
import { Log } from './log.tsx'
import { refusedStart, type ConversationState, type Visitor } from './state.ts'
import type { Language, Words } from './words.ts'

export interface Actions {
  /** Null where the panel is a page of its own. */
  close: (() => void) | null
  begin(visitor: Visitor, text: string): void
  say(text: string): void
  retry(clientId: string): void
  discard(clientId: string): void
  typing(on: boolean): void
  end(): void
  anew(): void
}

export interface Ask {
  text: string
}

export interface PanelProps {
  state: ConversationState
  live: Live
  /** How the next question begins: chosen on the page around us, or left over. A new object each time. */
  ask: Ask
  language: Language
  words: Words
  actions: Actions
}

export function Panel(props: PanelProps) {
  const { state } = props
  const isBegun = state.token !== null || state.pending.length > 0
  return (
    <main class="panel" aria-label={props.words('landmark')}>
      <Header {...props} isBegun={isBegun} />
      <Banner {...props} isBegun={isBegun} />
      {!isBegun || refusedStart(state) ? <Form {...props} /> : <Talk {...props} />}
    </main>
  )
}

function Header({ state, live, words, actions, isBegun }: PanelProps & { isBegun: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const endButton = useRef<HTMLButtonElement>(null)
  const stay = () => {
    setAsking(false)
    endButton.current?.focus()
  }
  const canEnd = isBegun && state.token !== null && !state.ended
  return (
    <header class="head">
      <div class="head__mark">
        <Icon name="chat" size={22} />
      </div>
      <div class="head__words">
        <h1>{words('title')}</h1>
        <p>{subtitle(state, live, words)}</p>
      </div>
      {canEnd && (
        <button
          type="button"
          class="head__end"
          ref={endButton}
          aria-label={words('end')}
          onClick={() => setAsking(true)}
        >
          {words('endShort')}
        </button>
      )}
      {actions.close && (
        <button type="button" class="head__close" aria-label={words('close')} onClick={actions.close}>
          <Icon name="close" size={20} />
        </button>
      )}
      {canEnd && isAsking && (
        <div class="sure" role="alertdialog" aria-label={words('endSure')} onKeyDown={escapeTo(stay)}>
          <p>{words('endSure')}</p>
          <button type="button" class="button button--primary" ref={takeFocus} onClick={actions.end}>
            {words('endYes')}
          </button>
          <button type="button" class="button" onClick={stay}>
            {words('endNo')}
          </button>
        </div>
      )}
    </header>
  )
}

function subtitle(state: ConversationState, live: Live, words: Words): string {
  if (live.agent !== null && !state.ended) return words('helpedBy', { name: live.agent })
  if (state.number !== null) return words('number', { number: state.number })
  return words('subtitle')
}

/** Always in the page, so that screen readers notice when it begins to speak. */
function Banner({ state, live, words, isBegun }: PanelProps & { isBegun: boolean }) {
  const isWaiting = isBegun && (!state.ended || state.ending)
  const text =
    isWaiting && live.line === 'broken'
      ? words('broken')
      : isWaiting && live.line === 'connecting'
        ? words('connecting')
        : live.delay
          ? words('delayed')
          : ''
  return (
    <div role="status" class={live.line === 'broken' ? 'banner banner--broken' : 'banner'}>
      {text && <p>{text}</p>}
    </div>
  )
}

function Talk(props: PanelProps) {
  const { state, words, actions, ask } = props
  const [draft, setDraft] = useState('')
  const putBefore = (text: string) => setDraft((draft) => [text, draft].filter(Boolean).join('\n'))

  useEffect(() => {
    if (ask.text) putBefore(ask.text)
  }, [ask])

  return (
    <>
      <Log
        {...props}
        onChange={(one) => {
          putBefore(one.text)
          actions.discard(one.clientId)
        }}
      />
      {state.ended ? (
        <div class="over">
          <p>{words('ended')}</p>
          <button type="button" class="button button--primary" ref={takeLostFocus} onClick={actions.anew}>
            {words('anew')}
          </button>
        </div>
      ) : (
        <Composer draft={draft} setDraft={setDraft} words={words} actions={actions} />
      )}
    </>
  )
}

function escapeTo(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    act()
  }
}

const takeFocus = (element: HTMLElement | null) => element?.focus()
/** Where the focused control is gone, the next one takes over; nobody else is disturbed. */
const takeLostFocus = (element: HTMLElement | null) => {
  if (document.activeElement === document.body) element?.focus()
}
