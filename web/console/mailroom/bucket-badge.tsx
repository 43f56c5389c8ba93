import type { Mail, MailBucket } from '../../../server/wire/mail.ts'
import { Badge, type Tone } from '../../shared/badge.tsx'
import { useWords } from './use-words.ts'

const tones: Record<MailBucket, Tone> = {
  ticket: 'brand',
  'follow-up': 'brand',
  'auto-reply': 'plain',
  bounce: 'accent',
  list: 'plain',
  duplicate: 'plain',
  quarantined: 'danger',
}

/** What became of a mail. */
export function BucketBadge({ bucket, isSettled }: Pick<Mail, 'bucket'> & { isSettled?: boolean }) {
  const t = useWords()
  if (bucket === 'quarantined' && isSettled) return <Badge>{t('bucketSettled')}</Badge>
  return <Badge tone={bucket ? tones[bucket] : 'plain'}>{t(`bucket_${bucket ?? 'unsorted'}`)}</Badge>
}
