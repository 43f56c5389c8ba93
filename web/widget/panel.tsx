import { useEffect, useState } from 'preact/hooks'
import { Composer } from './composer.tsx'
import type { Live } from './connection.ts'
import { Form } from './form.tsx'
import { Header } from './header.tsx'
import { Log } from './log.tsx'
import type { OfficeNow } from './office.ts'
import type { OfferedAnswer } from '../../server/wire/chat-socket.ts'
import { Over } from './over.tsx'
import {
  nextToSend,
  refusedStart,
  type ConversationState,
  type HandedIn,
  type Verdict,
  type Visitor,
} from './state.ts'
import type { Language, Words } from './words.ts'

export interface Actions {
  /** Null where the panel is a page of its own. */
  close: (() => void) | null
  begin(visitor: Visitor, text: string): void
  say(text: string, files: HandedIn[]): void
  retry(clientId: string): void
  discard(clientId: string): void
  typing(on: boolean): void
  end(): void
  rate(score: number, comment?: string): void
  judge(verdict: Verdict): void
  /** Takes an ended conversation up again. */
  comeBack(): void
  others(): Promise<OfferedAnswer[]>
  show(answer: string): void
  /** Resolves whether it is on its way. */
  mailTranscript(): Promise<boolean>
  toggleQuiet(): void
  /** Takes the key back and forgets the conversation on this device. */
  forget(): void
  anew(): void
}

export interface Ask {
  text: string
}

export interface PanelProps {
  state: ConversationState
  /** The conversation can be come back to on this device. */
  isLasting: boolean
  live: Live
  /** Null until it has been asked for, or while it cannot be. */
  office: OfficeNow | null
  /** How the next question begins: chosen on the page around us, or left over. A new object each time. */
  ask: Ask
  /** New answers make no sound. */
  isQuiet: boolean
  language: Language
  words: Words
  actions: Actions
}

export function Panel(props: PanelProps) {
  const { state } = props
  const isBegun = state.token !== null || state.pending.length > 0
  return (
    <main class="panel" aria-label={props.words('landmark')}>
      <Header {...props} />
      <Banner {...props} isBegun={isBegun} />
      {!isBegun || refusedStart(state) ? <Form {...props} /> : <Talk {...props} />}
    </main>
  )
}

/** Always in the page, so that screen readers notice when it begins to speak. */
function Banner(props: PanelProps & { isBegun: boolean }) {
  const text = newsOfLine(props)
  return (
    <div role="status" class={props.live.line === 'broken' ? 'banner banner--broken' : 'banner'}>
      {text && <p>{text}</p>}
    </div>
  )
}

function newsOfLine({ state, live, isLasting, words, isBegun }: PanelProps & { isBegun: boolean }): string {
  const isWaiting = isBegun && (!state.ended || state.ending)
  if (isWaiting && live.line === 'broken') {
    const mayClose = isLasting && nextToSend(state) !== undefined
    return [words('broken'), mayClose && words('evenLater')].filter(Boolean).join(' ')
  }
  if (isWaiting && live.line === 'connecting') return words('connecting')
  return live.delay ? words('delayed') : ''
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
        <Over {...props} />
      ) : (
        <Composer token={state.token} draft={draft} setDraft={setDraft} words={words} actions={actions} />
      )}
    </>
  )
}
