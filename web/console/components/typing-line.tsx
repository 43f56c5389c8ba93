import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'

/** Outside the log's list, so that it is not read out again and again as a message. */
export function TypingLine() {
  const t = useT()
  const { company, thread } = useDesk()
  const contact = thread.ticket.value?.contact
  const names = company.typists.value.map(
    ({ name, kind }) =>
      name ??
      (kind === 'contact' && contact ? contactName(contact) : null) ??
      t(kind === 'contact' ? 'fromCitizen' : 'fromAgent'),
  )
  return (
    <p class="typing" aria-live="off">
      {names.length > 0 && (
        <>
          <span class="typing__dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {t('isTyping', { name: names.join(', ') })}
        </>
      )}
    </p>
  )
}
