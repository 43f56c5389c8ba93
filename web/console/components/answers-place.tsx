import { useCallback, useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useT } from '../contexts.ts'
import type * as libraryPlace from '../library/library-place.tsx'

type Library = typeof libraryPlace

/** Fetched when somebody comes to tend an answer; the inbox does without it. */
export function AnswersPlace() {
  const t = useT()
  const library = useSignal<Library | 'loading' | 'failed'>('loading')
  const load = useCallback(() => {
    library.value = 'loading'
    import('../library/library-place.tsx').then(
      (found) => (library.value = found),
      () => (library.value = 'failed'),
    )
  }, [library])
  useEffect(load, [load])
  const found = library.value
  if (typeof found === 'object') return <found.LibraryPlace />
  return (
    <main class="answers splash" id="answers" tabIndex={-1}>
      {found === 'loading' ? (
        <p>{t('loading')}</p>
      ) : (
        <>
          <p role="alert">{t('answersNotLoaded')}</p>
          <Button onClick={load}>{t('retry')}</Button>
        </>
      )}
    </main>
  )
}
