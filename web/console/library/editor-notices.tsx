import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import type { Editor } from './editor.ts'
import { useWords } from './use-words.ts'

/** What the writer should know before going on. */
export function EditorNotices({ editor }: { editor: Editor }) {
  const t = useWords()
  const comment = editor.draft.value?.comment
  const recovered = editor.recovered.value
  return (
    <>
      {comment && (
        <div class="notice answers__notice">
          <Icon name="alert" />
          <p>
            <strong>{t('returnedBecause')}</strong> {comment}
          </p>
        </div>
      )}
      {recovered && (
        <div
          class={recovered === 'stale' ? 'notice answers__notice' : 'notice notice--quiet answers__notice'}
        >
          <Icon name="clock" />
          <div>
            <p>{t(recovered === 'stale' ? 'recoveredStale' : 'recovered')}</p>
            <Button size="small" onClick={editor.forgetUnsaved}>
              {t('dropUnsaved')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
