import type { ComponentType } from 'preact'
import { useCallback, useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useT } from '../contexts.ts'
import type { StringKey } from '../strings/index.ts'

interface LazyPlaceProps {
  /** Where the skip link leads. */
  id: string
  /** Always the same function. */
  fetch: () => Promise<ComponentType>
  failed: StringKey
}

/** A part of the console that is fetched when somebody goes there; the inbox does without it. */
export function LazyPlace({ id, fetch, failed }: LazyPlaceProps) {
  const t = useT()
  const place = useSignal<{ Place: ComponentType } | 'loading' | 'failed'>('loading')
  const load = useCallback(() => {
    place.value = 'loading'
    fetch().then(
      (Place) => (place.value = { Place }),
      () => (place.value = 'failed'),
    )
  }, [place, fetch])
  useEffect(load, [load])
  const found = place.value
  if (typeof found === 'object') return <found.Place />
  return (
    <main class="place splash" id={id} tabIndex={-1}>
      {found === 'loading' ? (
        <p>{t('loading')}</p>
      ) : (
        <>
          <p role="alert">{t(failed)}</p>
          <Button onClick={load}>{t('retry')}</Button>
        </>
      )}
    </main>
  )
}
