import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { CopyableCommand } from './copyable-command.tsx'

const mailCommand = (mailbox: string) =>
  [
    'swaks --server 127.0.0.1:2525 --from budi@example.org \\',
    `  --to ${mailbox} \\`,
    '  --header "Subject: syarat sip dokter" \\',
    '  --body "Selamat pagi, apa saja syarat SIP dokter umum?"',
  ].join('\n')
const smsCommand =
  'npx tanya simulate sms --from +628123456789 \\\n  "perpanjang makam ortu bayar berapa skrg"'

/** Shown while there is not one ticket in the house. */
export function Welcome() {
  const t = useT()
  const { api } = useDesk()
  const mailbox = useSignal<string | null>(null)
  useEffect(() => {
    api.office().then(
      (office) => (mailbox.value = office?.email ?? null),
      () => undefined,
    )
  }, [api, mailbox])
  return (
    <div class="welcome">
      <h2 class="welcome__title">{t('welcomeTitle')}</h2>
      <p class="welcome__lead">{t('welcomeLead')}</p>
      {mailbox.value && (
        <Way icon="email" title={t('welcomeEmail')} lead={t('welcomeEmailLead', { mailbox: mailbox.value })}>
          <CopyableCommand command={mailCommand(mailbox.value)} label={t('copyEmailCommand')} />
        </Way>
      )}
      <Way icon="chat" title={t('welcomeChat')} lead={t('welcomeChatLead')}>
        <a class="button" href="/" target="_blank" rel="noopener">
          {t('welcomeChatOpen')}
        </a>
      </Way>
      <Way icon="sms" title={t('welcomeSms')} lead={t('welcomeSmsLead')}>
        <CopyableCommand command={smsCommand} label={t('copySmsCommand')} />
      </Way>
    </div>
  )
}

interface WayProps {
  icon: IconName
  title: string
  lead: string
  children: ComponentChildren
}

function Way({ icon, title, lead, children }: WayProps) {
  return (
    <section class="first-way">
      <h3 class="first-way__title">
        <Icon name={icon} /> {title}
      </h3>
      <p class="first-way__lead">{lead}</p>
      {children}
    </section>
  )
}
