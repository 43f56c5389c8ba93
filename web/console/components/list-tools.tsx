import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { ChannelKind } from '../store/ticket-filter.ts'

const channels: ChannelKind[] = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web']
const restMs = 250

export function TicketSearch() {
  const t = useT()
  const { q } = useDesk()
  const typed = useSignal(q.value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (words: string, waitMs: number) => {
    typed.value = words
    clearTimeout(timer.current)
    timer.current = setTimeout(() => (q.value = words.trim()), waitMs)
  }
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        class="search__input"
        type="search"
        aria-label={t('searchTickets')}
        placeholder={t('searchPlaceholder')}
        maxLength={200}
        value={typed.value}
        onInput={(event) => search(event.currentTarget.value, restMs)}
        onKeyDown={(event) => event.key === 'Enter' && search(typed.value, 0)}
      />
      {typed.value && (
        <IconButton size="small" label={t('clearSearch')} onClick={() => search('', 0)}>
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  )
}

export function ChannelFilter() {
  const t = useT()
  const { channel } = useDesk()
  return (
    <select
      class="pick pick--channel"
      aria-label={t('channelFilter')}
      value={channel.value ?? ''}
      data-active={channel.value !== null}
      onChange={(event) => {
        const { value } = event.currentTarget
        channel.value = channels.find((name) => name === value) ?? null
      }}
    >
      <option value="">{t('allChannels')}</option>
      {channels.map((name) => (
        <option key={name} value={name}>
          {t(`channel_${name}`)}
        </option>
      ))}
    </select>
  )
}
