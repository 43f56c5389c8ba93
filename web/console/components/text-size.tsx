import { useT } from '../contexts.ts'
import { smsSegments } from '../lib/sms-segments.ts'

/** How long the text is; for an SMS also what it costs. */
export function TextSize({ text, isSms }: { text: string; isSms: boolean }) {
  const t = useT()
  const size = smsSegments(text)
  if (text === '') return <span class="text-size" />
  return (
    <span class="text-size">
      <span class="text-size__count">{t('characters', { count: size.characters })}</span>
      {isSms && (
        <strong class={size.segments > 3 ? 'text-size--long' : undefined}>
          {t(size.encoding === 'GSM-7' ? 'segments' : 'segmentsUnicode', {
            segments: size.segments,
            left: size.left,
          })}
        </strong>
      )}
    </span>
  )
}
