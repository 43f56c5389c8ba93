import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { answerChat, passChat } from '../lib/answer-chat.ts'
import { chime } from '../lib/chime.ts'
import { contactName } from '../lib/contact-name.ts'

/** A chat that calls: who, about what, and for how long. At the foot of the list, where it covers no work. */
export function ChatOffer() {
  const t = useT()
  const { duty, route, soundOn } = useDesk()
  // Whoever looks at it already needs no call.
  const chats = duty.callingChats.value.filter(({ id }) => id !== route.place.value.ticketId)
  const [first] = chats
  useRing(first?.id, soundOn.value)
  return (
    <div class="offer-place" role="status">
      {first && (
        <section class="offer" aria-label={t(first.offer ? 'callOffered' : 'callNew')}>
          <Caller ticket={first} />
          <ByColleague ticket={first} />
          <div class="offer__foot">
            <AcceptButton ticket={first} />
            <PassButton ticket={first} />
            <SecondsLeft ticket={first} />
            <SoundButton />
          </div>
          {chats.length > 1 && <p class="offer__more">{t('callsMore', { count: chats.length - 1 })}</p>}
        </section>
      )}
    </div>
  )
}

/** Once a call. The tab's title tells of it already, as of everything unread. */
function useRing(id: number | undefined, isSoundOn: boolean): void {
  useEffect(() => {
    if (id !== undefined && isSoundOn) chime()
  }, [id])
}

function Caller({ ticket }: { ticket: Ticket }) {
  const t = useT()
  return (
    <div class="offer__words">
      <p class="offer__kind">
        <Icon name="chat" size={14} /> {t(ticket.offer ? 'callOffered' : 'callNew')}
        {ticket.team && <span class="offer__team">{ticket.team.name}</span>}
      </p>
      <p class="offer__name">{contactName(ticket.contact) ?? t('nameless')}</p>
      <p class="offer__text">{ticket.preview || ticket.subject}</p>
    </div>
  )
}

function ByColleague({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { agents } = useDesk()
  const by = agents.value.find(({ id }) => id === ticket.offer?.byId)
  return by ? <p class="offer__by">{t('callBy', { name: by.name })}</p> : null
}

function AcceptButton({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const desk = useDesk()
  return (
    <Button look="primary" size="small" onClick={() => answerChat(desk, ticket)}>
      {t('callAccept')} {desk.shortcutsOn.value && <kbd aria-hidden="true">Y</kbd>}
    </Button>
  )
}

function PassButton({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const desk = useDesk()
  return (
    <Button size="small" onClick={() => passChat(desk, ticket)}>
      {t('callPass')} {desk.shortcutsOn.value && <kbd aria-hidden="true">X</kbd>}
    </Button>
  )
}

function SoundButton() {
  const t = useT()
  const { soundOn, setSoundOn } = useDesk()
  return (
    <IconButton
      size="small"
      class="offer__sound"
      label={t('callSound')}
      aria-pressed={soundOn.value}
      onClick={() => setSoundOn(!soundOn.value)}
    >
      <Icon name={soundOn.value ? 'bell' : 'bellOff'} />
    </IconButton>
  )
}

/** Not read out second by second. */
function SecondsLeft({ ticket: { offer } }: { ticket: Ticket }) {
  const t = useT()
  const left = useSignal(secondsUntil(offer?.until))
  useEffect(() => {
    left.value = secondsUntil(offer?.until)
    const timer = setInterval(() => (left.value = secondsUntil(offer?.until)), 1000)
    return () => clearInterval(timer)
  }, [offer?.until, left])
  if (left.value === null) return null
  return (
    <span class="offer__left" aria-hidden="true">
      {t('secondsShort', { seconds: left.value })}
    </span>
  )
}

function secondsUntil(until: string | undefined): number | null {
  return until === undefined ? null : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000))
}
