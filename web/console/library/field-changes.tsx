import type { ServiceContent } from '../../../server/wire/source-file.ts'
import { diffOf } from './diff-lines.ts'
import { DiffLines } from './diff-view.tsx'
import { serviceChanges, type FieldChange } from './service-changes.ts'
import { hasWords, useWords, type W } from './use-words.ts'

/** What became of a service, field by field, in the words of its form. */
export function FieldChanges({ before, after }: { before: ServiceContent; after: ServiceContent }) {
  const t = useWords()
  const changes = serviceChanges(before, after)
  if (changes.length === 0) return <p class="diff__none">{t('noChanges')}</p>
  return (
    <div class="field-changes">
      {changes.map((change) => (
        <section class="field-change" key={`${change.fact}.${change.field}`}>
          <h3 class="field-change__title">{titleOf(change, t)}</h3>
          <DiffLines blocks={diffOf(spoken(change, change.before, t), spoken(change, change.after, t))} />
        </section>
      ))}
    </div>
  )
}

function titleOf({ fact, field }: FieldChange, t: W): string {
  if (fact) {
    const key = `field_${field}`
    return field === 'value' || !hasWords(key) ? t(`fact_${fact}`) : `${t(`fact_${fact}`)}: ${t(key)}`
  }
  if (field === 'status') return t('serviceStatus')
  if (field === 'reviewBy') return t('reviewDate')
  if (field === 'asOf') return t('dataYear')
  return hasWords(field) ? t(field) : field
}

function spoken({ field }: FieldChange, value: string, t: W): string {
  if (value === '') return t('empty')
  if (field === 'applies' || field === 'verified') return t(value === 'true' ? 'yes' : 'no')
  const key = `status_${value}`
  if (field === 'status' && hasWords(key)) return t(key)
  return field === 'sources' && value === 'all' ? t('everySource') : value
}
