import { useT } from '../contexts.ts'
import type { ChannelName } from '../lib/ways.ts'
import { smsSegments } from '../lib/sms-segments.ts'
import { mostInText } from '../lib/text-limit.ts'

/** How long the text is; for an SMS also what it costs, and for both kinds of texts what is too much. */
export function TextSize({ text, channel }: { text: string; channel: ChannelName | null }) {
  const t = useT()
  const size = smsSegments(text)
  const isTooLong = (channel === 'sms' || channel === 'whatsapp') && text.length > mostInText
  if (text === '') return <span class="text-size" />
  return (
    <span class="text-size">
      <span class={isTooLong ? 'text-size__count text-size--over' : 'text-size__count'}>
        {isTooLong
          ? t('charactersOver', { count: text.length, max: mostInText })
          : t('characters', { count: size.characters })}
      </span>
      {channel === 'sms' && (
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
