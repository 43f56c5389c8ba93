import { useSignal } from '@preact/signals'
import type { NewRevision } from '../../../server/wire/revision.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { troubleOf } from './trouble.ts'
import { useWords } from './use-words.ts'

interface BeginButtonProps {
  revision: NewRevision
  words: string
  onBegun: () => Promise<void>
}

/** Begins a draft from an earlier text, and says so when another is under way. */
export function BeginButton({ revision, words, onBegun }: BeginButtonProps) {
  const t = useWords()
  const { api } = useDesk()
  const trouble = useSignal<'conflict' | 'failed' | null>(null)
  const isBusy = useSignal(false)
  const begin = async () => {
    isBusy.value = true
    trouble.value = null
    try {
      await api.library.begin(revision)
      await onBegun()
    } catch (error) {
      trouble.value = troubleOf(error).kind === 'conflict' ? 'conflict' : 'failed'
    } finally {
      isBusy.value = false
    }
  }
  return (
    <div class="begin">
      <Button size="small" aria-disabled={isBusy.value} onClick={() => !isBusy.value && begin()}>
        {words}
      </Button>
      <div role="alert">
        {trouble.value === 'failed' && <p class="answers__trouble">{t('beginFailed')}</p>}
        {trouble.value === 'conflict' && (
          <p class="answers__trouble">
            {t('beginConflict')}{' '}
            <a href={formatAnswers({ path: revision.path, section: 'edit' })}>{t('openTheOther')}</a>
          </p>
        )}
      </div>
    </div>
  )
}
