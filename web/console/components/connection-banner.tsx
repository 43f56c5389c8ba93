import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Across the top while nothing on the screen is live. */
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
    </div>
  )
}
