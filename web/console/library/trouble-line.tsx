import { Icon } from '../../shared/icon.tsx'
import type { Trouble } from './trouble.ts'
import { useWords, type W } from './use-words.ts'

export function TroubleLine({ trouble }: { trouble: Trouble }) {
  const t = useWords()
  return (
    <p class="answers__trouble" role="alert">
      <Icon name="alert" size={14} /> {sentenceOf(trouble, t)}
    </p>
  )
}

function sentenceOf(trouble: Trouble, t: W): string {
  if (trouble.kind === 'refused') return t('trouble_refused', { reason: trouble.reason })
  if (trouble.kind === 'noteMissing') return t('noteMissing')
  return t(`trouble_${trouble.kind}`)
}
