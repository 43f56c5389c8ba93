import { useEffect, useMemo } from 'preact/hooks'
import { useSignal, type Signal } from '@preact/signals'
import type { PreviewRequest } from '../../../server/wire/preview.ts'
import type { Fault } from '../../../server/wire/source-file.ts'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { languageOf, serviceIdOf, topicOf } from './find-files.ts'
import { createPreview } from './preview.ts'
import { PreviewAnswer } from './preview-answer.tsx'
import { PreviewSwitches, type PreviewChoice } from './preview-switches.tsx'
import { useWords } from './use-words.ts'

interface PreviewPaneProps {
  path: string
  /** The text, or a form's service, as it would be. */
  writing: Pick<PreviewRequest, 'text' | 'service'>
  /** What somebody is looking at beside it; shown until another is chosen. */
  topic?: string | null
  /** Told with every preview that comes. */
  onFaults?: (faults: Fault[]) => void
}

/** The answer as citizens would read it, beside what is written. */
export function PreviewPane({ path, writing, topic: visited = null, onFaults }: PreviewPaneProps) {
  const t = useWords()
  const { api, i18n, services } = useDesk()
  const preview = useMemo(() => createPreview(api.library), [api, path])
  const choice: Signal<PreviewChoice> = useSignal({
    // Any service serves as an example of a text.
    service: serviceIdOf(path) ?? services.peek().find(({ status }) => status === 'active')?.id ?? null,
    topic: topicOf(path) ?? visited ?? 'biaya',
    channel: 'email',
    language: languageOf(path) ?? i18n.language.peek(),
  })
  useEffect(() => {
    if (visited !== null) choice.value = { ...choice.peek(), topic: visited }
  }, [visited, choice])
  const { service, topic, channel, language } = choice.value
  const written = JSON.stringify(writing)
  useEffect(() => {
    if (service !== null) preview.ask({ path, ...writing, answer: `${service}/${topic}`, language, channel })
  }, [preview, path, written, service, topic, channel, language])
  useEffect(() => preview.stop, [preview])
  const shown = preview.shown.value
  useEffect(() => {
    if (shown) onFaults?.(shown.faults)
  }, [shown])
  const state = preview.state.value
  return (
    <section class="preview" aria-labelledby="preview-title" aria-busy={state === 'loading'}>
      <h2 class="preview__title" id="preview-title">
        <Icon name="eye" /> {t('preview')}
        <span class="preview__lead">{t('previewLead')}</span>
      </h2>
      <PreviewSwitches path={path} choice={choice} />
      {state === 'failed' && (
        <p class="answers__trouble" role="alert">
          {t('previewFailed')}
        </p>
      )}
      {shown && preview.channel.value && (
        <PreviewAnswer preview={shown} channel={preview.channel.value} language={language} />
      )}
    </section>
  )
}
