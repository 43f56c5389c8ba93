import type { Mailbox } from '../../../server/wire/mailbox.ts'
import { Badge, type Tone } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { mailboxAddress, mailboxFolder } from '../lib/mailbox-name.ts'
import { formatMail } from '../store/route.ts'
import { Moment } from './moment.tsx'
import { useWords } from './use-words.ts'

const tones: Record<Mailbox['state'], Tone> = {
  waiting: 'success',
  reading: 'brand',
  connecting: 'plain',
  failing: 'danger',
}

interface MailboxCardProps {
  mailbox: Mailbox
  /** Null for those who may not. */
  onLook: ((name: string) => void) | null
  onQuarantine: () => void
}

/** One mailbox: its state in people's words, what to do about it, and how far it is read. */
export function MailboxCard({ mailbox, onLook, onQuarantine }: MailboxCardProps) {
  const t = useWords()
  const { name, holds, elsewhere, state, alarming, failingSince } = mailbox
  const address = mailboxAddress(name)
  const id = `box-${name}`
  // Between two attempts it connects, and is no better for it.
  const isFailing = failingSince !== null
  return (
    <li class="box" data-alarming={alarming} aria-labelledby={id}>
      <div class="box__head">
        <h2 class="box__name" id={id}>
          <Icon name={holds === 'sent' ? 'send' : 'email'} size={18} /> {address}{' '}
          <span class="box__folder">
            {holds === 'sent' ? `${t('boxSent')} · ` : ''}
            {mailboxFolder(name)}
          </span>
        </h2>
        <Badge tone={isFailing ? 'danger' : tones[state]}>
          {t(`boxState_${isFailing ? 'failing' : state}`)}
        </Badge>
        {onLook && holds === 'received' && !elsewhere && (
          <Button
            size="small"
            class="box__look"
            aria-label={t('lookNowNamed', { name: address })}
            onClick={() => onLook(name)}
          >
            <Icon name="retry" size={14} /> {t('lookNow')}
          </Button>
        )}
      </div>
      <State mailbox={mailbox} />
      <Facts mailbox={mailbox} onQuarantine={onQuarantine} />
    </li>
  )
}

function State({ mailbox }: { mailbox: Mailbox }) {
  const t = useWords()
  const { state, holds, noticedBy, failingSince, nextTryAt, lastError, alarming } = mailbox
  if (failingSince !== null && holds === 'sent' && lastError?.code !== 'folder')
    return <p class="mailroom__lead">{t('boxSentFailing')}</p>
  if (failingSince !== null && lastError) {
    return (
      <div class={alarming ? 'notice notice--danger' : 'notice'} role="note">
        <Icon name="alert" />
        <div class="box__why">
          <p>
            <strong>
              <Moment at={failingSince} words="boxFailingSince" />
            </strong>{' '}
            {t(`boxWhy_${lastError.code}`)}
          </p>
          {lastError.code !== 'silent' && (
            <p>{nextTryAt ? <Moment at={nextTryAt} words="boxNextTry" withSeconds /> : t('boxTryingNow')}</p>
          )}
          <code>{lastError.words}</code>
        </div>
      </div>
    )
  }
  return (
    <>
      <p class="mailroom__lead">
        {state === 'waiting' && t(noticedBy === 'poll' ? 'boxByPoll' : 'boxByIdle')}
        {state === 'reading' && t('boxReading')}
        {(state === 'connecting' || state === 'failing') && t('boxConnecting')}
      </p>
      {lastError?.code === 'marking' && (
        <p class="notice" role="note">
          <Icon name="alert" /> {t('boxWhy_marking')}
        </p>
      )}
    </>
  )
}

function Facts({ mailbox, onQuarantine }: Pick<MailboxCardProps, 'mailbox' | 'onQuarantine'>) {
  const t = useWords()
  const { i18n } = useDesk()
  const { lastPassAt, lastMailAt, backlog, quarantined, cursor } = mailbox
  const number = new Intl.NumberFormat(i18n.language.value)
  return (
    <dl class="box__facts">
      <div>
        <dt>{t('boxLastPass')}</dt>
        <dd>{lastPassAt ? <Moment at={lastPassAt} /> : t('boxNever')}</dd>
      </div>
      <div>
        <dt>{t('boxLastMail')}</dt>
        <dd>{lastMailAt ? <Moment at={lastMailAt} /> : t('boxNever')}</dd>
      </div>
      <div>
        <dt>{t('boxBacklog')}</dt>
        <dd>{backlog === null ? t('boxUnknown') : number.format(backlog)}</dd>
      </div>
      <div data-urgent={quarantined > 0}>
        <dt>{t('boxQuarantined')}</dt>
        <dd>
          {quarantined > 0 ? (
            <a href={formatMail({ tab: 'in', id: null })} onClick={onQuarantine}>
              {number.format(quarantined)}
            </a>
          ) : (
            0
          )}
        </dd>
      </div>
      <div>
        <dt>{t('boxCursor')}</dt>
        <dd>
          {cursor ? (
            <>
              UID {cursor.uid} <span class="box__validity">UIDVALIDITY {cursor.uidValidity}</span>
            </>
          ) : (
            t('boxUnknown')
          )}
        </dd>
      </div>
    </dl>
  )
}
