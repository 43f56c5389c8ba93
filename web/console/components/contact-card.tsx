import { useSignal } from '@preact/signals'
import type { Contact } from '../../../server/wire/contact.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'
import { initials } from '../lib/initials.ts'
import { formatPhone } from '../lib/phone-number.ts'
import { ParticularsForm } from './particulars-form.tsx'

const icons = { email: 'email', phone: 'voice', chat: 'chat' } as const

/** Who it is, and how they are reached; what they tell of themselves is written down here. */
export function ContactCard({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const isWriting = useSignal(false)
  const { contact } = ticket
  const name = contact.name ?? t('nameless')
  return (
    <section class="contact panel-section" aria-labelledby="contact-title">
      <h2 class="panel-title" id="contact-title">
        <Icon name="person" /> {t('contact')}
      </h2>
      <p class="contact__name">
        <span class="avatar" aria-hidden="true">
          {contact.name ? initials(contact.name) : <Icon name="person" />}
        </span>
        <span>{name}</span>
      </p>
      <Addresses contact={contact} />
      {isWriting.value ? (
        <ParticularsForm ticket={ticket} onDone={() => (isWriting.value = false)} />
      ) : (
        <div>
          <Button size="small" look="quiet" onClick={() => (isWriting.value = true)}>
            {t('tellOfCitizen')}…
          </Button>
        </div>
      )}
    </section>
  )
}

function Addresses({ contact }: { contact: Contact }) {
  const t = useT()
  return (
    <ul role="list" class="contact__ways">
      {contact.identities
        .filter(({ kind }) => kind !== 'chat')
        .map(({ kind, address, verified, undeliverable, texting }) => (
          <li class="contact__way" key={`${kind}:${address}`}>
            <Icon name={icons[kind]} label={t(`identity_${kind}`)} size={14} />
            <span class="contact__address">{kind === 'phone' ? formatPhone(address) : address}</span>
            {undeliverable ? (
              <Badge tone="danger" title={undeliverable.reason}>
                {t('identityUndeliverable')}
              </Badge>
            ) : (
              <Badge tone={verified ? 'success' : 'plain'}>{t(verified ? 'verified' : 'notVerified')}</Badge>
            )}
            {texting?.smsStoppedAt && <Badge tone="danger">{t('stoppedSms')}</Badge>}
            {texting?.whatsappStoppedAt && <Badge tone="danger">{t('stoppedWhatsapp')}</Badge>}
          </li>
        ))}
    </ul>
  )
}
