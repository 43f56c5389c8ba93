import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'

/** Before an answer is written to an address to which the last one could not be delivered. */
export function UndeliverableNote({ ticket: { contact, replyTo } }: { ticket: Ticket }) {
  const t = useT()
  const way = contact.identities.find(({ kind }) => kind === 'email')
  if (!way?.undeliverable || replyTo !== undefined) return null
  const other = contact.identities.some(({ kind }) => kind === 'phone')
  return (
    <p class="notice notice--danger" role="note">
      <Icon name="alert" />
      <span>
        {t('undeliverable', { address: way.address, reason: way.undeliverable.reason })}{' '}
        {t(other ? 'undeliverableCall' : 'undeliverableAsk')}
      </span>
    </p>
  )
}
