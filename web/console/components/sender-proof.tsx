import type { Message } from '../../../server/wire/message.ts'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'

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
      </span>
    </p>
  )
}

/** Quiet: that is how it should be. */
export function ProvenMark({ authenticity }: ProofProps) {
  const t = useT()
  if (authenticity?.dmarc !== 'pass' || authenticity.doubt) return null
  const words = t('senderProven', { domain: authenticity.domain })
  return (
    <span class="message__proven" title={words}>
      <Icon name="done" size={14} label={words} />
    </span>
  )
}
