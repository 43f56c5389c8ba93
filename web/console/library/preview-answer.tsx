import type { Preview, PreviewRequest } from '../../../server/wire/preview.ts'
import { Badge } from '../../shared/badge.tsx'
import { HtmlFrame } from '../components/html-frame.tsx'
import { useWords } from './use-words.ts'

interface PreviewAnswerProps {
  preview: Preview
  channel: PreviewRequest['channel']
  language: PreviewRequest['language']
}

/** SMS that an answer may take; the linter refuses more. */
const maxSegments = 3

/** A letter as mail programs show it; everything else as the words in a bubble. */
export function PreviewAnswer({ preview, channel, language }: PreviewAnswerProps) {
  const t = useWords()
  const { text, html, segments } = preview
  if (text === null) return <p class="preview__none">{t('previewNone')}</p>
  if (channel === 'email' && html !== null)
    return (
      <div class="preview__letter">
        <HtmlFrame html={html} />
      </div>
    )
  return (
    <div class={channel === 'email' ? 'preview__letter' : 'preview__talk'}>
      <p class={`preview__bubble preview__bubble--${channel}`} lang={language}>
        {text}
      </p>
      {channel === 'sms' && segments !== null && (
        <p class="preview__segments">
          {t('previewSegments', { count: segments, characters: [...text].length })}{' '}
          {segments > maxSegments && <Badge tone="danger">{t('previewTooLong', { max: maxSegments })}</Badge>}
        </p>
      )}
    </div>
  )
}
