import { useEffect } from 'preact/hooks'
import type { Citizen } from '../../../server/wire/citizen.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { languageNames } from '../lib/language-names.ts'
import { formatPlace } from '../store/route.ts'

/** Where a visitor is, and what the same contact asked before. */
export function CitizenCard({ ticket }: { ticket: Ticket }) {
  const { api, citizen } = useDesk()
  useEffect(() => () => void (citizen.value = null), [citizen])
  useEffect(() => {
    void api.routing.citizen(ticket.id).then(
      (found) => (citizen.value = found),
      () => undefined,
    )
  }, [api, citizen, ticket.id, ticket.updatedAt])
  const found = citizen.value
  return (
    <>
      {found?.visitor && <Visitor found={found} ticket={ticket} />}
      {found && found.earlier.length > 0 && <Earlier earlier={found.earlier} />}
    </>
  )
}

function Visitor({ found: { visitor, blocked }, ticket }: { found: Citizen; ticket: Ticket }) {
  const t = useT()
  const { api, citizen, i18n, dialog, toasts } = useDesk()
  const facts = [
    { label: t('visitorPage'), value: visitor?.page },
    { label: t('visitorDevice'), value: visitor?.device },
    { label: t('visitorLanguages'), value: languageNames(visitor?.languages ?? '', i18n.language.value) },
  ]
  const unblock = () =>
    api.routing.unblock(ticket.id).then(
      (fresh) => (citizen.value = fresh),
      () => toasts.say({ words: 'changeFailed', isTrouble: true }),
    )
  return (
    <section class="panel-section" aria-labelledby="visitor-title">
      <h2 class="panel-title" id="visitor-title">
        {t('visitor')}
      </h2>
      <dl class="facts">
        {facts.map(
          ({ label, value }) =>
            value && (
              <div class="facts__row" key={label}>
                <dt>{label}</dt>
                <dd class="citizen__page">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {blocked ? (
        <div class="notice notice--danger">
          <p>{t('blockedBy', { name: blocked.by, reason: blocked.reason })}</p>
          <Button size="small" onClick={unblock}>
            {t('unblock')}
          </Button>
        </div>
      ) : (
        <div>
          <Button size="small" look="quiet" onClick={() => (dialog.value = 'block')}>
            {t('block')}…
          </Button>
        </div>
      )}
    </section>
  )
}

function Earlier({ earlier }: Pick<Citizen, 'earlier'>) {
  const t = useT()
  const { route, i18n } = useDesk()
  return (
    <section class="panel-section" aria-labelledby="earlier-title">
      <h2 class="panel-title" id="earlier-title">
        {t('earlierTickets')}
      </h2>
      <ul role="list" class="citizen__earlier">
        {earlier.map(({ id, number, subject, createdAt }) => (
          <li class="citizen__ticket" key={id}>
            <a href={formatPlace({ ...route.place.value, ticketId: id })} title={subject}>
              {subject || number}
            </a>
            <time class="transfer__state" dateTime={createdAt}>
              {shortTime(createdAt, i18n.language.value)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
