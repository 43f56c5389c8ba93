import { Icon } from '../../shared/icon.tsx'
import { clockTime, isSameDay, shortTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { mailboxAddress } from '../lib/mailbox-name.ts'
import { formatMail } from '../store/route.ts'

/** For everybody, since each answers citizens whose mail lies unread. */
export function MailAlarm() {
  const t = useT()
  const { mails, i18n, now, route } = useDesk()
  const unread = mails.unread.value
  const [since] = unread.map(({ quietSince }) => quietSince).sort()
  if (since === undefined) return null
  const isToday = isSameDay(since, new Date(now.value).toISOString())
  const isThere = route.place.value.mail?.tab === 'boxes'
  return (
    <p class="banner">
      <Icon name="alert" />
      <span>
        {t('mailboxUnread', {
          names: unread.map(({ name }) => mailboxAddress(name)).join(', '),
          time: (isToday ? clockTime : shortTime)(since, i18n.language.value),
        })}
      </span>
      {!isThere && <a href={formatMail({ tab: 'boxes', id: null })}>{t('mailboxSee')}</a>}
    </p>
  )
}
