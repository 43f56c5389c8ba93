import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { usualCopies } from '../lib/copies.ts'

const mostCopies = 20

/** Who gets a copy of this answer: those of the citizen's mail, for the agent to add to or take from. */
export function ComposerCopies({ ticket, cc }: { ticket: Ticket; cc: string[] | null }) {
  const t = useT()
  const { composer, thread } = useDesk()
  const copies = cc ?? usualCopies(thread.messages.value, ticket)
  const add = (field: HTMLInputElement) => {
    const address = field.value.trim().toLowerCase()
    if (address === '' || !field.checkValidity() || copies.length >= mostCopies) return
    field.value = ''
    composer.copyTo([...new Set([...copies, address])])
  }
  return (
    <div class="copies">
      {ticket.replyTo && <p class="copies__to">{t('replyGoesTo', { address: ticket.replyTo })}</p>}
      <label class="copies__label" for="copies-field">
        {t('copies')}
      </label>
      {copies.length > 0 && (
        <ul role="list" class="copies__list" aria-label={t('copies')}>
          {copies.map((address) => (
            <li key={address} class="tag">
              {address}
              <button
                type="button"
                class="tag__drop"
                aria-label={t('removeCopy', { address })}
                onClick={() => composer.copyTo(copies.filter((other) => other !== address))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id="copies-field"
        class="copies__field"
        type="email"
        maxLength={254}
        autocomplete="off"
        placeholder={t('addCopy')}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          add(event.currentTarget)
        }}
        onBlur={(event) => add(event.currentTarget)}
      />
    </div>
  )
}
