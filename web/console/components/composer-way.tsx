import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { fullTime, soonTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { formatPhone } from '../lib/phone-number.ts'
import { isWindowShut, type Way } from '../lib/ways.ts'
import { Pick } from './pick.tsx'

/** By which channel this reply goes, where there is a choice, and how long WhatsApp takes one. */
export function ComposerWay({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { ways } = useDesk()
  const all = ways.of(ticket)
  const way = ways.chosen(ticket)
  if (all.length < 2 && way.openUntil === null) return null
  return (
    <div class="way">
      {all.length > 1 ? (
        <Pick
          label={t('answerBy')}
          value={way.channel}
          options={all.map((one) => ({ value: one.channel, label: useWayName(t, one) }))}
          onPick={(channel) => ways.choose(ticket, channel)}
        />
      ) : (
        <span class="way__only">{useWayName(t, way)}</span>
      )}
      <WindowState way={way} />
    </div>
  )
}

function useWayName(t: ReturnType<typeof useT>, { channel, address }: Way): string {
  if (address === null) return t(`channel_${channel}`)
  return `${t(`channel_${channel}`)} · ${channel === 'email' ? address : formatPhone(address)}`
}

/** Said all the time, so that nobody finds out at the end of a long answer. */
function WindowState({ way }: { way: Way }) {
  const t = useT()
  const { now, i18n } = useDesk()
  if (way.openUntil === null || way.openUntil === 0 || way.stoppedAt !== null) return null
  if (isWindowShut(way, now.value)) return null
  const iso = new Date(way.openUntil).toISOString()
  const minutes = Math.max(1, Math.round((way.openUntil - now.value) / 60_000))
  const isSoon = minutes < 120
  return (
    <span
      class={isSoon ? 'way__window way__window--soon' : 'way__window'}
      title={fullTime(iso, i18n.language.value)}
    >
      <Icon name="clock" size={14} />
      {isSoon
        ? t('windowMinutes', { minutes })
        : t('windowUntil', { time: soonTime(iso, i18n.language.value), hours: Math.floor(minutes / 60) })}
    </span>
  )
}
