import { clockTime, fullTime, isSameDay, shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import type { mailboxStrings } from '../strings/mailboxes.ts'
import { useWords } from './use-words.ts'

interface MomentProps {
  at: string
  /** A sentence with `{time}` in it; by default the time alone. */
  words?: keyof typeof mailboxStrings
  withSeconds?: boolean
}

/** Of today the hour alone; the whole on pointing at it. */
export function Moment({ at, words, withSeconds }: MomentProps) {
  const t = useWords()
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  const isToday = isSameDay(at, new Date(now.value).toISOString())
  const seconds = withSeconds ? `${language === 'id' ? '.' : ':'}${at.slice(17, 19)}` : ''
  const time = isToday ? `${clockTime(at, language)}${seconds}` : shortTime(at, language)
  return (
    <time dateTime={at} title={fullTime(at, language)}>
      {words ? t(words, { time }) : time}
    </time>
  )
}
