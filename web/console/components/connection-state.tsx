import { useDesk, useT } from '../contexts.ts'

const words = {
  live: 'connectionLive',
  connecting: 'connectionConnecting',
  lost: 'connectionLost',
} as const

/** Whether what is on the screen is live. */
export function ConnectionState() {
  const t = useT()
  const { socket } = useDesk()
  const connection = socket.connection.value
  return (
    <p class={`connection connection--${connection}`} role="status">
      <span class="connection__dot" aria-hidden="true" />
      <span class="connection__words">{t(words[connection])}</span>
    </p>
  )
}
