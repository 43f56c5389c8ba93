import type { Suggestion } from '../../../server/wire/answer.ts'
import { Badge } from '../../shared/badge.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'

/** How far an answer may be trusted today. */
export function Freshness({ suggestion }: { suggestion: Suggestion }) {
  const t = useT()
  const { i18n, now } = useDesk()
  const language = i18n.language.value
  const { asOf, reviewBy, status, verified } = suggestion
  const isOverdue = reviewBy !== null && Date.parse(reviewBy) < now.value
  return (
    <p class="freshness">
      {status !== 'active' && <Badge tone="danger">{t(status)}</Badge>}
      {!verified && <Badge tone="note">{t('unverified')}</Badge>}
      {isOverdue && (
        <Badge tone="danger">{t('reviewOverdue', { date: shortDate(reviewBy, language) })}</Badge>
      )}
      {asOf && <span>{t('asOf', { date: shortDate(asOf, language) })}</span>}
    </p>
  )
}
