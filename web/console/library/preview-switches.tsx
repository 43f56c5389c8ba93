import type { Signal } from '@preact/signals'
import type { PreviewRequest } from '../../../server/wire/preview.ts'
import { useDesk } from '../contexts.ts'
import { Pick } from '../components/pick.tsx'
import { languageOf, serviceIdOf, topicOf } from './find-files.ts'
import { useLibrary } from './library-context.ts'
import { hasWords, useWords } from './use-words.ts'

export interface PreviewChoice {
  service: string | null
  topic: string
  channel: PreviewRequest['channel']
  language: PreviewRequest['language']
}

const channels = ['email', 'chat', 'sms', 'whatsapp', 'voice'] as const
const languages = ['id', 'en'] as const

/** For which question, by which channel and in which language; what the file itself decides is not asked. */
export function PreviewSwitches({ path, choice }: { path: string; choice: Signal<PreviewChoice> }) {
  const t = useWords()
  const { services, i18n } = useDesk()
  const { service, topic, channel, language } = choice.value
  const choose = (change: Partial<PreviewChoice>) => (choice.value = { ...choice.value, ...change })
  return (
    <div class="preview__switches">
      {serviceIdOf(path) === null && (
        <Pick
          label={t('previewService')}
          value={service ?? ''}
          options={services.value.map(({ id, names }) => ({ value: id, label: names[i18n.language.value] }))}
          onPick={(id) => choose({ service: id })}
        />
      )}
      <div class="preview__line">
        {topicOf(path) === null && <TopicPick topic={topic} onPick={(next) => choose({ topic: next })} />}
        {languageOf(path) === null && (
          <div class="segmented" role="group" aria-label={t('previewLanguage')}>
            {languages.map((code) => (
              <button
                type="button"
                key={code}
                aria-pressed={code === language}
                aria-label={`${code.toUpperCase()}: ${t(`inLanguage_${code}`)}`}
                onClick={() => choose({ language: code })}
              >
                {code.toUpperCase()}
              </button>
            ))}
          </div>
        )}
      </div>
      <div class="segmented preview__channels" role="group" aria-label={t('previewChannel')}>
        {channels.map((name) => (
          <button
            type="button"
            key={name}
            aria-pressed={name === channel}
            onClick={() => choose({ channel: name })}
          >
            {t(`channel_${name}`)}
          </button>
        ))}
      </div>
    </div>
  )
}

/** The topics of this library, as its texts are called. */
export function TopicPick({ topic, onPick }: { topic: string; onPick: (topic: string) => void }) {
  const t = useWords()
  const { value: library } = useLibrary()
  const topics = library.value?.files.flatMap(({ path }) =>
    languageOf(path) === 'id' ? (topicOf(path) ?? []) : [],
  )
  return (
    <Pick
      label={t('topic')}
      value={topic}
      options={(topics ?? [topic]).map((value) => {
        const key = `topic_${value}`
        return { value, label: hasWords(key) ? t(key) : value }
      })}
      onPick={onPick}
    />
  )
}
