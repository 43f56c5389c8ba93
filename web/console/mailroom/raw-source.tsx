import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { fileSize } from '../lib/file-size.ts'
import { useWords } from './use-words.ts'

/** The mail as it came: not fetched before somebody asks, since it is a citizen's own. */
export function RawSource({ id }: { id: number }) {
  const t = useWords()
  const { api, i18n } = useDesk()
  const source = useSignal<{ text: string; isWhole: boolean } | 'hidden' | 'loading' | 'failed'>('hidden')
  const shown = source.value
  const toggle = async () => {
    if (shown === 'loading') return
    if (typeof shown === 'object') return void (source.value = 'hidden')
    source.value = 'loading'
    source.value = await api.mail.source(id, mostShownBytes).catch(() => 'failed' as const)
  }
  const size = fileSize(mostShownBytes, i18n.language.value)
  return (
    <div class="raw">
      <h2 class="raw__title">{t('rawTitle')}</h2>
      <p class="mailroom__lead">{t('rawLead')}</p>
      <div class="raw__buttons">
        <Button aria-expanded={typeof shown === 'object'} onClick={toggle}>
          {t(typeof shown === 'object' ? 'hideRaw' : 'showRaw')}
        </Button>
        <a class="button" href={api.mail.sourceAddress(id)} download>
          {t('downloadRaw')}
        </a>
      </div>
      {shown === 'failed' && <p role="alert">{t('rawFailed')}</p>}
      {typeof shown === 'object' && (
        <>
          <pre class="raw__text" tabIndex={0} aria-label={t('rawTitle')} role="region" dir="ltr">
            {shown.text}
          </pre>
          {!shown.isWhole && <p class="mailroom__lead">{t('rawCut', { size })}</p>}
        </>
      )}
    </div>
  )
}

const mostShownBytes = 64 * 1024
