import type { FateCounts } from '../../../server/wire/learning.ts'
import { useT } from '../contexts.ts'

const decided = ['sent', 'edited', 'rewritten', 'dismissed', 'passed-over'] as const

/** Of all that were shown: how many ended how. */
export function FateShares({ fates }: { fates: FateCounts }) {
  const t = useT()
  const rows = [
    ...decided.map((fate) => ({ label: t(`fate_${fate}`), count: fates[fate], fate })),
    { label: t('fate_waiting'), count: fates.shown + fates.inserted, fate: 'waiting' },
  ]
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  return (
    <section class="learning__section" aria-labelledby="fates-title">
      <h3 id="fates-title">{t('fatesTitle')}</h3>
      {all === 0 ? (
        <p class="learning__lead">{t('fatesNone')}</p>
      ) : (
        <dl class="fates">
          {rows.map(({ label, count, fate }) => (
            <div class="fates__row" key={fate}>
              <dt>{label}</dt>
              <dd>
                <meter class={`fates__bar fates__bar--${fate}`} value={count} max={all} aria-hidden="true" />
                <span class="fates__count">
                  {t('fateShare', { count, share: Math.round((100 * count) / all) })}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
