import type { Message } from '../../../server/wire/message.ts'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'

type Shown = NonNullable<Message['authenticity']>

interface ProofProps {
  authenticity: Message['authenticity']
}

/** Loud: whoever answers, or opens a file, should know first. */
export function DoubtNotice({ authenticity }: ProofProps) {
  const t = useT()
  if (!authenticity?.doubt) return null
  const { doubt, domain } = authenticity
  return (
    <p class="notice notice--danger message__doubt" role="note">
      <Icon name="alert" />
      <span>
        <strong>{t('senderDoubted')}</strong> {t(`doubt_${doubt}`, { domain })} {t('doubtAdvice')}
        {isVouchedFor(authenticity) && ` ${t('senderForwarded', { servers: serversOf(authenticity) })}`}
      </span>
    </p>
  )
}

/** Quiet: that is how it should be. */
export function ProvenMark({ authenticity }: ProofProps) {
  const t = useT()
  if (!authenticity || authenticity.doubt) return null
  if (isVouchedFor(authenticity)) {
    const words = t('senderForwarded', { servers: serversOf(authenticity) })
    return (
      <span class="message__forwarded" title={words}>
        <Icon name="send" size={14} label={words} />
      </span>
    )
  }
  if (authenticity.dmarc !== 'pass') return null
  const words = t('senderProven', { domain: authenticity.domain })
  return (
    <span class="message__proven" title={words}>
      <Icon name="done" size={14} label={words} />
    </span>
  )
}

/** By those who handed it on, whose word is only that. */
function isVouchedFor({ arc }: Shown): boolean {
  return arc?.result === 'pass' && arc.dmarc === 'pass'
}

function serversOf({ arc }: Shown): string {
  return arc?.through.join(', ') ?? ''
}
