import { Button } from '../../shared/button.tsx'
import { Attention } from './attention.tsx'
import { FileList } from './file-list.tsx'
import { useLibrary } from './library-context.ts'
import { useWords } from './use-words.ts'

/** What wants a look, and everything there is. */
export function Overview() {
  const t = useWords()
  const { value, state, load } = useLibrary()
  const library = value.value
  return (
    <div class="answers-overview" aria-busy={state.value === 'loading'}>
      <header class="answers-overview__head">
        <h1 class="answers__title">{t('answers')}</h1>
        <p class="answers__lead">{t('answersLead')}</p>
      </header>
      {library && (
        <>
          <Attention library={library} />
          <FileList files={library.files} />
        </>
      )}
      {!library && state.value === 'loading' && <p class="answers__waiting">{t('loading')}</p>}
      {!library && state.value !== 'loading' && (
        <div class="empty" role="alert">
          <p>{t('libraryFailed')}</p>
          <Button onClick={load}>{t('retry')}</Button>
        </div>
      )}
    </div>
  )
}
