import type { Mail } from '../../../server/wire/mail.ts'
import { fullTime, shortAge } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { formatMail, formatPlace } from '../store/route.ts'
import { BucketBadge } from './bucket-badge.tsx'
import { useWords } from './use-words.ts'

export function MailRow({ mail }: { mail: Mail }) {
  const t = useWords()
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  const { id, from, subject, bucket, error, ticket, receivedAt, settledAt } = mail
  const isCalling = bucket === 'quarantined' && settledAt === null
  return (
    <li class={isCalling ? 'mail-row mail-row--quarantined' : 'mail-row'}>
      <a class="mail-row__link" href={formatMail({ tab: 'in', id })}>
        <span class="mail-row__from" title={from.address ?? undefined}>
          {from.name ?? from.address ?? t('senderUnknown')}
        </span>
        <span class="mail-row__subject">{subject ?? t('noSubject')}</span>
        <span class="mail-row__fate">
          <BucketBadge bucket={bucket} isSettled={settledAt !== null} />
        </span>
        <time class="mail-row__time" dateTime={receivedAt} title={fullTime(receivedAt, language)}>
          {shortAge(receivedAt, language, now.value)}
        </time>
        {error && <span class="mail-row__error">{error}</span>}
      </a>
      <span class="mail-row__ticket">
        {ticket && (
          <a
            href={formatPlace({ view: 'open', ticketId: ticket.id })}
            aria-label={t('ticketOf', { number: ticket.number })}
          >
            {ticket.number}
          </a>
        )}
      </span>
    </li>
  )
}
