import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'

/** Above the composer, where a colleague's answer would cross one's own. Outside the log: it is no message to read out. */
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
