import type { Ticket } from '../../../server/wire/ticket.ts'
import { Icon } from '../../shared/icon.tsx'
import { shortTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { Pick } from './pick.tsx'
import { ServiceField } from './service-field.tsx'
import { TagField } from './tag-field.tsx'

const languages: Ticket['language'][] = ['id', 'en']

export function TicketDetails({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { changeTicket } = useDesk()
  return (
    <section class="details panel-section" aria-labelledby="details-title">
      <h2 class="panel-title" id="details-title">
        <Icon name="file" /> {t('details')}
      </h2>
      <ServiceField key={`${ticket.id}-${ticket.service}`} ticket={ticket} />
      <TagField ticket={ticket} />
      <Pick
        label={t('language')}
        value={ticket.language}
        options={languages.map((language) => ({ value: language, label: t(`language_${language}`) }))}
        onPick={(language) => changeTicket({ language }, { language })}
      />
      <Times ticket={ticket} />
    </section>
  )
}

function Times({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { i18n } = useDesk()
  const times = [
    { label: t('received'), iso: ticket.createdAt },
    { label: t('firstReply'), iso: ticket.firstRepliedAt },
    { label: t('firstReplyDue'), iso: ticket.firstRepliedAt ? null : ticket.firstReplyDueAt },
    { label: t('resolutionDue'), iso: ticket.resolutionDueAt },
  ]
  return (
    <dl class="facts">
      {times.map(
        ({ label, iso }) =>
          iso && (
            <div class="facts__row" key={label}>
              <dt>{label}</dt>
              <dd>
                <time dateTime={iso}>{shortTime(iso, i18n.language.value)}</time>
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
