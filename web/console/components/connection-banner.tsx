import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { MailAlarm } from './mail-alarm.tsx'

/** Across the top: while nothing on the screen is live, and while no mail comes in. */
export function ConnectionBanner() {
  const t = useT()
  const { socket } = useDesk()
  return (
    <div role="status">
      {socket.connection.value === 'lost' && (
        <p class="banner">
          <Icon name="alert" /> {t('connectionBanner')}
        </p>
      )}
      <MailAlarm />
    </div>
  )
}
