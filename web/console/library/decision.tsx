import { useSignal } from '@preact/signals'
import type { Revision } from '../../../server/wire/revision.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { ReturnForm } from './return-form.tsx'
import type { Settle } from './settle.ts'
import { troubleOf, type Trouble } from './trouble.ts'
import { TroubleLine } from './trouble-line.tsx'
import { useWords } from './use-words.ts'

interface DecisionProps {
  revision: Revision
  settle: Settle
  isPreviewShown: boolean
  onSwap: () => void
}

/** What can be done with a text that stands as it was read: the digest says which. */
export function Decision({ revision, settle, isPreviewShown, onSwap }: DecisionProps) {
  const t = useWords()
  const { agent, api } = useDesk()
  const trouble = useSignal<Trouble | null>(null)
  const isBusy = useSignal(false)
  const isReturning = useSignal(false)
  const { id, digest, author, state } = revision
  const isMine = author.id === agent.id

  const decide = async (work: () => Promise<void>) => {
    if (isBusy.peek()) return
    isBusy.value = true
    trouble.value = null
    try {
      await work()
    } catch (error) {
      trouble.value = troubleOf(error)
      if (trouble.value.kind === 'conflict' || trouble.value.kind === 'gone') await settle.lookAgain()
    } finally {
      isBusy.value = false
    }
  }
  const publish = () =>
    decide(async () => {
      await api.library.publish(id, digest)
      await settle.published()
    })
  const giveBack = (comment: string) =>
    decide(async () => settle.givenBack(await api.library.giveBack(id, digest, comment)))
  // Whoever writes last is the author; writing nothing is enough for that.
  const takeOver = () =>
    decide(async () => {
      await api.library.change(id, {})
      await settle.begun()
    })

  return (
    <footer class="editor-bar">
      {trouble.value && <TroubleLine trouble={trouble.value} />}
      {isReturning.value && <ReturnForm onSend={giveBack} onCancel={() => (isReturning.value = false)} />}
      {!isReturning.value && (
        <div class="editor-bar__deeds">
          <p class="editor-bar__state">
            {t(state === 'draft' ? 'foreignDraft' : isMine ? 'ownProposal' : 'publishLead')}
          </p>
          <Button class="editor__swap" onClick={onSwap}>
            {t(isPreviewShown ? 'showChanges' : 'showPreview')}
          </Button>
          {state === 'draft' && <Button onClick={takeOver}>{t('takeOver')}</Button>}
          {state === 'proposed' && isMine && <Button onClick={takeOver}>{t('withdraw')}</Button>}
          {state === 'proposed' && !isMine && (
            <>
              <Button onClick={() => (isReturning.value = true)}>{t('giveBack')}</Button>
              <Button look="primary" aria-disabled={isBusy.value} onClick={publish}>
                {t('publish')}
              </Button>
            </>
          )}
        </div>
      )}
    </footer>
  )
}
