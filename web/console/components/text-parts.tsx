import type { Message } from '../../../server/wire/message.ts'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'
import { formatPhone } from '../lib/phone-number.ts'

type Parts = NonNullable<Message['parts']>

/** What a text carries besides words, as what it is. */
export function TextParts({ message: { parts } }: { message: Message }) {
  const t = useT()
  if (!parts) return null
  const { place, contacts, button, reaction, optOut, template, asLink } = parts
  return (
    <>
      {place && <Place place={place} />}
      {contacts?.map((contact, index) => (
        <ContactEntry key={index} contact={contact} />
      ))}
      {button && (
        <p class="part part--mark">
          <Icon name="check" size={14} /> {t('buttonPressed')}
        </p>
      )}
      {reaction && (
        <p class="part part--reaction">
          {reaction.emoji ? (
            <>
              <span class="part__emoji">{reaction.emoji}</span> {t('reacted')}
            </>
          ) : (
            t('reactionTaken')
          )}
        </p>
      )}
      {optOut && (
        <p class="part part--mark">
          <Icon name={optOut === 'stop' ? 'alert' : 'check'} size={14} />
          {t(optOut === 'stop' ? 'saidStop' : 'saidStart')}
        </p>
      )}
      {asLink && (
        <p class="part part--mark">
          <Icon name="web" size={14} /> {t('wentAsLink')}
        </p>
      )}
      {template && (
        <p class="part part--mark">
          <Icon name="book" size={14} /> {t('byTemplate')}
        </p>
      )}
    </>
  )
}

/** A map is another site's: it is opened only when somebody asks for it. */
function Place({ place: { latitude, longitude, label, address } }: { place: NonNullable<Parts['place']> }) {
  const t = useT()
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return (
    <div class="part part--card">
      <Icon name="web" size={18} />
      <div class="part__main">
        <p class="part__title">{label ?? t('place')}</p>
        {address && <p>{address}</p>}
        <p class="part__facts">{at}</p>
        <a
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t('openMap')}
        </a>
      </div>
    </div>
  )
}

function ContactEntry({ contact }: { contact: NonNullable<Parts['contacts']>[number] }) {
  const t = useT()
  const { name, organisation, phones, emails } = contact
  return (
    <div class="part part--card">
      <Icon name="person" size={18} />
      <div class="part__main">
        <p class="part__title">{name ?? t('contactEntry')}</p>
        {organisation && <p>{organisation}</p>}
        {phones.map((phone) => (
          <p class="part__facts" key={phone}>
            {formatPhone(phone)}
          </p>
        ))}
        {emails.map((email) => (
          <p class="part__facts" key={email}>
            {email}
          </p>
        ))}
      </div>
    </div>
  )
}
