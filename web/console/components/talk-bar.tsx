import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { LiveCall } from '../../../server/wire/call.ts'
import { Button } from '../../shared/button.tsx'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { BringDialog } from './bring-dialog.tsx'
import { CallClock } from './call-clock.tsx'
import { CallerName } from './caller-name.tsx'

/** The call one is in, and what can be done in it. */
export function TalkBar({ live: { call, ticket } }: { live: LiveCall }) {
  const t = useT()
  const { agent, calls } = useDesk()
  const bringing = useSignal<'transfer' | 'invite' | null>(null)
  const me = call.officers.find(({ id }) => id === agent.id)
  const line = calls.handset.line.value
  const isMuted = (line?.state === 'talking' && line.isMuted) || (me?.isMuted ?? false)
  const isTalking = call.stage === 'talking'
  const isRung = call.officers.some(({ place }) => place === 'ringing')
  useSuggestionsFromNote(ticket.id)
  return (
    <section class={`call-bar ${call.isHeld ? 'call-bar--held' : ''}`.trim()} aria-label={t('callMine')}>
      <span class="call-bar__icon" aria-hidden="true">
        <Icon name="voice" size={18} />
      </span>
      <div class="call-bar__words">
        <p class="call-bar__kind" role="status">
          {t(!isTalking ? 'callDialling' : call.isHeld ? 'callHeld' : 'callMine')}
          {isTalking && call.answeredAt && <CallClock since={call.answeredAt} />}
        </p>
        <CallerName call={call} ticket={ticket} />
      </div>
      {isTalking && <Others call={call} />}
      <div class="call-bar__actions">
        {isTalking && (
          <>
            <Tool
              icon={isMuted ? 'micOff' : 'mic'}
              words={t(isMuted ? 'callUnmute' : 'callMute')}
              isOn={isMuted}
              onClick={() => calls.mute(call.id, !isMuted)}
            />
            <Tool
              icon={call.isHeld ? 'play' : 'pause'}
              words={t(call.isHeld ? 'callResume' : 'callHold')}
              isOn={call.isHeld}
              onClick={() => calls.hold(call.id, !call.isHeld)}
            />
            <Tool
              icon="handOver"
              words={t('callTransfer')}
              isOff={isRung}
              onClick={() => (bringing.value = 'transfer')}
            />
            <Tool
              icon="plus"
              words={t('callInvite')}
              isOff={isRung}
              onClick={() => (bringing.value = 'invite')}
            />
            {isRung && <Tool icon="close" words={t('callOff')} onClick={() => calls.callOff(call.id)} />}
            <NoteTool ticketId={ticket.id} />
          </>
        )}
        <Button class="call-bar__end" onClick={() => calls.hangUp(call.id)}>
          <Icon name="hangUp" size={16} /> {t('callHangUp')}
        </Button>
      </div>
      <BringDialog callId={call.id} how={bringing.value} onClose={() => (bringing.value = null)} />
    </section>
  )
}

interface ToolProps {
  icon: IconName
  words: string
  isOn?: boolean
  isOff?: boolean
  onClick: () => unknown
}

/** On a telephone's screen its words are for the ear alone. */
function Tool({ icon, words, isOn, isOff = false, onClick }: ToolProps) {
  const { calls } = useDesk()
  return (
    <Button
      class="call-bar__tool"
      title={words}
      aria-pressed={isOn}
      aria-disabled={isOff || calls.busy.value}
      onClick={() => (isOff ? undefined : onClick())}
    >
      <Icon name={icon} size={16} /> <span class="call-bar__tool-words">{words}</span>
    </Button>
  )
}

function NoteTool({ ticketId }: { ticketId: number }) {
  const t = useT()
  const { route, composer } = useDesk()
  const write = () => {
    if (route.place.peek().ticketId !== ticketId) route.go({ ticketId })
    composer.focus('note')
  }
  return <Tool icon="note" words={t('callNote')} onClick={write} />
}

/** Colleagues in the same call. */
function Others({ call }: Pick<LiveCall, 'call'>) {
  const t = useT()
  const { agent } = useDesk()
  const others = call.officers.filter(({ id }) => id !== agent.id)
  return (
    <p class="call-bar__others" role="status">
      {others
        .map(({ name, place, isMuted }) =>
          t(place === 'ringing' ? 'callColleagueRings' : isMuted ? 'callWithMuted' : 'callWith', { name }),
        )
        .join(' · ')}
    </p>
  )
}

const restMs = 500
const fewestLetters = 8

/** What an officer notes while talking is asked of the library as a citizen's words would be. */
function useSuggestionsFromNote(ticketId: number): void {
  const { drafts, suggestions, thread } = useDesk()
  const words = drafts.of(ticketId, 'note').value.text.trim()
  const isOpen = thread.ticket.value?.id === ticketId
  useEffect(() => {
    if (!isOpen) return undefined
    const asked = words.length < fewestLetters ? '' : words
    const timer = setTimeout(() => {
      if (asked !== suggestions.words.peek()) void suggestions.search(asked)
    }, restMs)
    return () => clearTimeout(timer)
  }, [words, isOpen, suggestions])
}
