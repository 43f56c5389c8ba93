import { useEffect, useMemo } from 'preact/hooks'
import type { Mail } from '../../../server/wire/mail.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { fullTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { fileSize } from '../lib/file-size.ts'
import { createLoaded } from '../lib/loaded.ts'
import { formatMail, formatPlace } from '../store/route.ts'
import { BecomeTicket } from './become-ticket.tsx'
import { BucketBadge } from './bucket-badge.tsx'
import { RawSource } from './raw-source.tsx'
import { SeenTo } from './seen-to.tsx'
import { TakeInAgain } from './take-in-again.tsx'
import { useWords, type W } from './use-words.ts'

/** One mail of the log: from whom, what became of it, and for admins the mail as it came. */
export function MailDetail({ id }: { id: number }) {
  const t = useWords()
  const { api, agent } = useDesk()
  const loaded = useMemo(() => createLoaded(() => api.mail.mail(id)), [api, id])
  useEffect(() => void loaded.load(), [loaded])
  const mail = loaded.value.value
  const state = loaded.state.value
  return (
    <article class="mail-detail" aria-busy={state === 'loading'}>
      <a class="mail-detail__back" href={formatMail({ tab: 'in', id: null })}>
        <Icon name="back" /> {t('backToLog')}
      </a>
      {!mail && state === 'loading' && <p class="mailroom__waiting">{t('loading')}</p>}
      {!mail && state !== 'loading' && (
        <div class="empty" role="alert">
          <p>{t(state === 'missing' ? 'mailMissing' : 'mailsFailed')}</p>
          {state === 'failed' && <Button onClick={loaded.load}>{t('retry')}</Button>}
        </div>
      )}
      {mail && (
        <>
          <h1 class="mailroom__title">{mail.subject ?? t('noSubject')}</h1>
          {mail.error && (
            <div class="notice notice--danger" role="note">
              <Icon name="alert" />
              <div class="mail-detail__why">
                <p>{t('quarantinedWhy')}</p>
                <code>{mail.error}</code>
              </div>
            </div>
          )}
          <Facts mail={mail} />
          {mail.putAside && <BecomeTicket mail={mail} onOpened={loaded.put} />}
          {mail.bucket === 'quarantined' && <SeenTo mail={mail} onSettled={loaded.put} />}
          {agent.role === 'admin' ? (
            <>
              <TakeInAgain mail={mail} onTaken={loaded.put} />
              <RawSource id={id} />
            </>
          ) : (
            <p class="mailroom__lead">{t('rawForAdmins')}</p>
          )}
        </>
      )}
    </article>
  )
}

/** Of a mail in a mailbox the number by which it is known there says nothing to people. */
function sourceWords(source: string, t: W): string {
  if (source === 'smtp' || source === 'lmtp') return t(`source_${source}`)
  return source.replace(/^imap:/, '').replace(/;UIDVALIDITY=.*$/, '')
}

function Facts({ mail }: { mail: Mail }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { from, receivedAt, bucket, ticket, source, size, settledAt } = mail
  return (
    <dl class="mail-facts">
      <dt>{t('mailFrom')}</dt>
      <dd>
        {from.name && <span class="mail-facts__name">{from.name}</span>}{' '}
        {from.address ?? (from.name ? '' : t('senderUnknown'))}
      </dd>
      <dt>{t('mailReceived')}</dt>
      <dd>
        <time dateTime={receivedAt}>{fullTime(receivedAt, i18n.language.value)}</time>
      </dd>
      <dt>{t('mailFate')}</dt>
      <dd>
        <BucketBadge bucket={bucket} isSettled={settledAt !== null} />
      </dd>
      {ticket && (
        <>
          <dt>{t('mailTicket')}</dt>
          <dd>
            <a href={formatPlace({ view: 'open', ticketId: ticket.id })}>
              {ticket.number} · {ticket.subject}
            </a>
          </dd>
        </>
      )}
      <dt>{t('mailSource')}</dt>
      <dd>{sourceWords(source, t)}</dd>
      <dt>{t('mailSize')}</dt>
      <dd>{fileSize(size, i18n.language.value)}</dd>
    </dl>
  )
}
