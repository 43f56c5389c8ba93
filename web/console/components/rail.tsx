import { IconButton } from '../../shared/button.tsx'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/preference-switches.tsx'
import { useDesk, useT } from '../contexts.ts'
import { viewWords } from '../lib/view-words.ts'
import { formatAnswers, formatMail, formatPlace, mailLog, views } from '../store/route.ts'
import type { StringKey } from '../strings/index.ts'
import { AvailabilitySwitch } from './availability-switch.tsx'
import { Avatar } from './avatar.tsx'
import { BrandMark } from './brand.tsx'
import { ConnectionState } from './connection-state.tsx'

export function Rail() {
  const t = useT()
  const { counts, route, proposals, mails } = useDesk()
  const { answers, mail, view: current } = route.place.value
  return (
    <header class="rail">
      <p class="rail__brand">
        <BrandMark /> <span>{t('appName')}</span>
      </p>
      <nav aria-label={t('railLabel')}>
        <ul role="list" class="rail__views">
          {views.map((view) => (
            <li key={view}>
              <a
                class="rail__view"
                href={formatPlace({ view, ticketId: null })}
                aria-current={view === current && !answers && !mail ? 'page' : undefined}
                title={t(viewWords[view].label)}
              >
                <Icon name={viewWords[view].icon} size={18} />
                <span class="rail__label">{t(viewWords[view].label)}</span>
                <span class="rail__short" aria-hidden="true">
                  {t(viewWords[view].short)}
                </span>
                {counts.value && <Count value={counts.value[view]} />}
              </a>
            </li>
          ))}
          <li class="rail__apart">
            <PlaceLink
              href={formatAnswers({})}
              icon="book"
              name="answersPlace"
              isCurrent={answers !== null}
              calls={{ count: proposals.count.value, words: 'proposalsWaiting' }}
            />
          </li>
          <li>
            <PlaceLink
              href={formatMail(mailLog)}
              icon="email"
              name="mailPlace"
              isCurrent={mail !== null}
              calls={{ count: mails.calling.value, words: 'mailsCalling' }}
            />
          </li>
        </ul>
      </nav>
      <RailFoot />
    </header>
  )
}

interface PlaceLinkProps {
  href: string
  icon: IconName
  name: StringKey
  isCurrent: boolean
  /** How much there wants somebody. */
  calls: { count: number; words: StringKey }
}

function PlaceLink({ href, icon, name, isCurrent, calls: { count, words } }: PlaceLinkProps) {
  const t = useT()
  return (
    <a class="rail__view" href={href} aria-current={isCurrent ? 'page' : undefined} title={t(name)}>
      <Icon name={icon} size={18} />
      <span class="rail__label">{t(name)}</span>
      <span class="rail__short" aria-hidden="true">
        {t(name)}
      </span>
      {count > 0 && (
        <span class="rail__count rail__count--calls" title={t(words, { count })}>
          {count}
          <span class="visually-hidden"> {t(words, { count: '' })}</span>
        </span>
      )}
    </a>
  )
}

/** Solved ones are history, not work: no number. */
function Count({ value }: { value: number | undefined }) {
  return value ? <span class="rail__count">{value > 999 ? '999+' : value}</span> : null
}

function RailFoot() {
  const t = useT()
  const { i18n, theme, duty, session, dialog } = useDesk()
  const me = duty.me.value
  const language = i18n.language.value
  return (
    <div class="rail__foot">
      <ConnectionState />
      <div class="rail__switches">
        <LanguageSwitch language={language} onChange={i18n.setLanguage} />
        <ThemeSwitch theme={theme.theme.value} language={language} onChange={theme.setTheme} />
      </div>
      <AvailabilitySwitch />
      <div class="rail__agent">
        <button type="button" class="rail__me" title={me.email} onClick={() => (dialog.value = 'profile')}>
          <Avatar agent={me} />
          <span class="visually-hidden">{t('profile')}: </span>
          <span class="rail__name">{me.name}</span>
        </button>
        <IconButton
          size="small"
          class="rail__help"
          label={t('shortcuts')}
          onClick={() => (dialog.value = 'shortcuts')}
        >
          <Icon name="keyboard" />
        </IconButton>
        <IconButton size="small" label={t('signOut')} onClick={() => session.signOut()}>
          <Icon name="exit" />
        </IconButton>
      </div>
    </div>
  )
}
