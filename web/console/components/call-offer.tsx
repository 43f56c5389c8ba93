import { useEffect } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { chime } from '../lib/chime.ts'
import { answerOffered, passOffered, type OfferedCall } from '../lib/offered-call.ts'
import { CallClock } from './call-clock.tsx'
import { CallerName } from './caller-name.tsx'

const ringEveryMs = 4000

/** A call that rings: for this officer in person, or for anybody who is free. */
export function CallOffer({ offered }: { offered: OfferedCall }) {
  const t = useT()
  const desk = useDesk()
  const { agent, calls, soundOn, shortcutsOn } = desk
  const { call, ticket, isForMe } = offered
  const isHere = calls.handset.line.value?.state === 'ringing'
  useRing(soundOn.value)
  const word = call.officers.find(({ id, place }) => id === agent.id && place === 'ringing')?.word
  const by = call.officers.find(({ place, id }) => place === 'talking' && id !== agent.id)
  return (
    <section class="call-bar call-bar--rings" aria-label={t('callRings')}>
      <span class="call-bar__icon" aria-hidden="true">
        <Icon name="voice" size={18} />
      </span>
      <div class="call-bar__words" role="alert">
        <p class="call-bar__kind">
          {by ? t('callHandedBy', { name: by.name }) : t(isForMe ? 'callRingsYou' : 'callRings')}
          {call.queuedAt && !by && <CallClock since={call.queuedAt} />}
        </p>
        <CallerName call={call} ticket={ticket} />
        {word && <p class="call-bar__word">{word}</p>}
      </div>
      <div class="call-bar__actions">
        {!isForMe || isHere ? (
          <Button
            look="primary"
            aria-disabled={calls.busy.value}
            onClick={() => answerOffered(desk, offered)}
          >
            <Icon name="voice" size={16} /> {t('callTake')}{' '}
            {shortcutsOn.value && <kbd aria-hidden="true">Y</kbd>}
          </Button>
        ) : (
          <span class="call-bar__hint">{t('callPickUp')}</span>
        )}
        <Button onClick={() => passOffered(desk, offered)}>
          {t('callPass')} {shortcutsOn.value && <kbd aria-hidden="true">X</kbd>}
        </Button>
      </div>
    </section>
  )
}

/** Again and again, softly, as long as it stands there. */
function useRing(isSoundOn: boolean): void {
  useEffect(() => {
    if (!isSoundOn) return undefined
    chime()
    const timer = setInterval(chime, ringEveryMs)
    return () => clearInterval(timer)
  }, [isSoundOn])
}
