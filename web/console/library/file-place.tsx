import { useEffect, useMemo } from 'preact/hooks'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { FileScreen } from './file-screen.tsx'
import { createLoaded } from '../lib/loaded.ts'
import { useWords } from './use-words.ts'

/** One file of the library, once it is there. */
export function FilePlace({ path }: { path: string }) {
  const t = useWords()
  const { api, route } = useDesk()
  const file = useMemo(() => createLoaded(() => api.library.file(path)), [api, path])
  useEffect(() => void file.load(), [file])
  const state = file.state.value
  if (file.value.value) return <FileScreen file={file} detail={file.value.value} />
  if (state === 'loading') return <p class="answers__waiting">{t('loading')}</p>
  return (
    <div class="empty" role="alert">
      <p>{t(state === 'missing' ? 'fileMissing' : 'fileFailed')}</p>
      {state === 'failed' && <Button onClick={file.load}>{t('retry')}</Button>}
      <Button onClick={() => route.goToAnswers({})}>{t('backToAnswers')}</Button>
    </div>
  )
}
