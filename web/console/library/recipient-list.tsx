import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { AnswerVersion, Recipient } from '../../../server/wire/recipient.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { Pick } from '../components/pick.tsx'
import { useDesk } from '../contexts.ts'
import { formatPlace } from '../store/route.ts'
import { createPages } from '../lib/pages.ts'
import { useWords } from './use-words.ts'

/** People, each with the ticket in which they can be told. */
export function RecipientList({ answer, versions }: { answer: string; versions: AnswerVersion[] }) {
  const t = useWords()
  const { api } = useDesk()
  const wanted = useSignal(versions.some(({ current }) => !current) ? 'old' : '')
  const version = wanted.value
  const pages = useMemo(
    () =>
      createPages((cursor) =>
        api.library.recipients(answer, { version: version || undefined, limit: 50, cursor }),
      ),
    [api, answer, version],
  )
  useEffect(() => void pages.load(), [pages])
  const items = pages.items.value
  const state = pages.state.value
  return (
    <section class="recipients__people" aria-busy={state === 'loading'}>
      <Pick
        label={t('showVersions')}
        value={version}
        options={[
          { value: 'old', label: t('onlyOld') },
          { value: '', label: t('everyone') },
          ...versions.map((one) => ({
            value: one.version,
            label: t('onlyVersion', { version: one.version }),
          })),
        ]}
        onPick={(next) => (wanted.value = next)}
      />
      {state === 'failed' && (
        <div class="answers__trouble" role="alert">
          {t('recipientsFailed')}{' '}
          <Button size="small" onClick={pages.load}>
            {t('retry')}
          </Button>
        </div>
      )}
      {state === 'ready' && items.length === 0 && (
        <p class="attention__quiet" role="status">
          <Icon name="done" /> {t('noOldRecipients')}
        </p>
      )}
      <ul role="list" class="recipients__list">
        {items.map((recipient) => (
          <RecipientRow key={recipient.messageId} recipient={recipient} />
        ))}
      </ul>
      {pages.hasMore.value && <Button onClick={pages.loadMore}>{t('loadMore')}</Button>}
    </section>
  )
}

function RecipientRow({ recipient }: { recipient: Recipient }) {
  const t = useWords()
  const { i18n } = useDesk()
  const { ticketId, number, contactName, channel, version, sentAt, agent } = recipient
  return (
    <li class="recipient">
      <a class="answer-row recipient__link" href={formatPlace({ view: 'open', ticketId })}>
        <Icon name={channel} label={t(`channel_${channel}`)} />
        <span class="recipient__name">{contactName ?? t('nameless')}</span>
        <span class="recipient__number">{number}</span>
        <span class="recipient__about">
          <time dateTime={sentAt}>{shortTime(sentAt, i18n.language.value)}</time>
          {agent && ` · ${agent.name}`}
        </span>
        <code class="recipient__version">{version}</code>
      </a>
    </li>
  )
}
