import type { RevisionSummary } from '../../../server/wire/revision.ts'
import { Badge } from '../../shared/badge.tsx'
import { useDesk } from '../contexts.ts'
import { useWords } from './use-words.ts'

/** Who is changing a file, or waits for a second person. */
export function OpenBadge({ open }: { open: RevisionSummary }) {
  const t = useWords()
  const { agent } = useDesk()
  if (open.state === 'proposed') return <Badge tone="accent">{t('stateProposed')}</Badge>
  const isMine = open.author.id === agent.id
  return <Badge tone="note">{isMine ? t('stateMyDraft') : t('stateDraft', { name: open.author.name })}</Badge>
}
