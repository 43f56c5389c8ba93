import { useSignal } from '@preact/signals'
import type { Call } from '../../../server/wire/call.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'

/** Puts a call with its ticket into the one it is about. Only a call that is its ticket's first can move. */
export function JoinCall({ call }: { call: Call }) {
  const t = useT()
  const { api, calls, thread } = useDesk()
  const isMissing = useSignal(false)
  const [first] = thread.messages.value
  if (thread.ticket.value?.channel !== 'voice' || first?.call?.id !== call.id) return null
  const join = async (event: SubmitEvent) => {
    event.preventDefault()
    const number = new FormData(event.currentTarget as HTMLFormElement).get('number')
    const wanted = typeof number === 'string' ? number.trim() : ''
    const page = await api.tickets({ q: wanted, limit: 10 }).catch(() => null)
    const found = page?.items.find((ticket) => ticket.number === wanted && ticket.id !== call.ticketId)
    isMissing.value = !found
    if (found) await calls.join(call.id, found.id)
  }
  return (
    <details class="call-join">
      <summary>{t('callJoin')}</summary>
      <form class="call-join__form" onSubmit={join}>
        <label>
          <span>{t('callJoinNumber')}</span>
          <input name="number" required maxLength={20} placeholder="26-00042" autocomplete="off" />
        </label>
        <Button type="submit" size="small">
          {t('callJoinDo')}
        </Button>
      </form>
      <p class="call-join__fault" role="alert">
        {isMissing.value && t('callJoinNone')}
      </p>
    </details>
  )
}
