import { useRef, useState } from 'preact/hooks'
import { Avatar } from './avatar.tsx'
import { BrandMark, Icon } from './icon.tsx'
import type { PanelProps } from './panel.tsx'
import { lastAgent } from './state.ts'
import { copyText, transcript } from './transcript.ts'
import type { Words } from './words.ts'

type Drawer = 'shut' | 'menu' | Question | 'copied' | 'uncopied' | 'mailed' | 'unmailed'
type Question = 'endSure' | 'forgetSure'

/** Who answers, under which number, and the few things one does with a whole conversation. */
export function Header({ state, live, office, isQuiet, language, words, actions }: PanelProps) {
  const [drawer, setDrawer] = useState<Drawer>('shut')
  const menuButton = useRef<HTMLButtonElement>(null)
  const canEnd = !state.ended
  const last = lastAgent(state)
  const agent = state.ended ? null : (live.agent ?? (last && { ...last, name: last.name ?? words('office') }))
  const shut = () => {
    setDrawer('shut')
    menuButton.current?.focus()
  }
  const mail = async () => setDrawer((await actions.mailTranscript()) ? 'mailed' : 'unmailed')
  const copy = async () =>
    setDrawer((await copyText(transcript(state, language, words))) ? 'copied' : 'uncopied')

  return (
    <header class="head">
      {agent ? (
        <span class="bubble__avatar head__face" aria-hidden="true">
          <Avatar {...agent} />
        </span>
      ) : (
        <BrandMark />
      )}
      <div class="head__words">
        <h1>{words('title')}</h1>
        <Subtitle number={state.number} agent={agent?.name} words={words} />
      </div>
      {state.token !== null && (
        <button
          type="button"
          class="head__button"
          ref={menuButton}
          aria-label={words('more')}
          aria-expanded={drawer !== 'shut'}
          onClick={() => setDrawer(drawer === 'shut' ? 'menu' : 'shut')}
        >
          <Icon name="more" size={20} />
        </button>
      )}
      {actions.close && (
        <button type="button" class="head__button" aria-label={words('close')} onClick={actions.close}>
          <Icon name="close" size={20} />
        </button>
      )}
      {state.token !== null && drawer !== 'shut' && (
        <div class="drawer" onKeyDown={escapeTo(shut)}>
          {drawer === 'endSure' || drawer === 'forgetSure' ? (
            <div role="alertdialog" aria-label={words(drawer)}>
              <p>{words(drawer)}</p>
              <button
                type="button"
                class="button button--primary"
                ref={takeFocus}
                onClick={() => {
                  shut()
                  if (drawer === 'endSure') actions.end()
                  else actions.forget()
                }}
              >
                {words(drawer === 'endSure' ? 'endYes' : 'forgetYes')}
              </button>
              <button type="button" class="button" onClick={shut}>
                {words('endNo')}
              </button>
            </div>
          ) : (
            <>
              <button type="button" class="button" ref={takeFocus} onClick={() => void copy()}>
                <Icon name="copy" /> {words('copy')}
              </button>
              {state.visitor?.email && office?.email && (
                <button type="button" class="button" onClick={() => void mail()}>
                  <Icon name="send" /> {words('mail')}
                </button>
              )}
              <button type="button" class="button" aria-pressed={!isQuiet} onClick={actions.toggleQuiet}>
                <Icon name="sound" /> {words(isQuiet ? 'soundOff' : 'soundOn')}
              </button>
              <button type="button" class="button" onClick={() => setDrawer('forgetSure')}>
                <Icon name="bin" /> {words('forget')}
              </button>
              {canEnd && (
                <button type="button" class="button" onClick={() => setDrawer('endSure')}>
                  <Icon name="close" /> {words('end')}
                </button>
              )}
              <p role="status">{drawer !== 'menu' && words(drawer)}</p>
            </>
          )}
        </div>
      )}
    </header>
  )
}

interface SubtitleProps {
  number: string | null
  agent: string | undefined
  words: Words
}

function Subtitle({ number, agent, words }: SubtitleProps) {
  if (number === null) return <p>{words('subtitle')}</p>
  if (!agent) return <p>{words('number', { number })}</p>
  return (
    <p>
      {words('helpedBy', { name: agent })} · <span class="head__number">{number}</span>
    </p>
  )
}

function escapeTo(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    act()
  }
}

/** Once, when it appears. */
const takeFocus = (element: HTMLElement | null) => element?.focus()
