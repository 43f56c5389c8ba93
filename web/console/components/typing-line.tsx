import { useDesk, useT } from '../contexts.ts'

/** Outside the log's list, so that it is not read out again and again as a message. */
export function TypingLine() {
  const t = useT()
  const { company, thread } = useDesk()
  const names = company.typists.value.map(
    ({ name, kind }) =>
      name ??
      (kind === 'contact' ? thread.ticket.value?.contact.name : null) ??
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
