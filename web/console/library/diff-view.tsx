import { useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { ServiceContent } from '../../../server/wire/source-file.ts'
import { countChanges, diffOf, type DiffBlock, type DiffLine } from './diff-lines.ts'
import { FieldChanges } from './field-changes.tsx'
import { useWords } from './use-words.ts'

interface Side {
  text: string
  service?: ServiceContent | null
}

/** What differs between two texts of a file; of a service by field too, for whoever reads no YAML. */
export function DiffView({ before, after }: { before: Side; after: Side }) {
  const t = useWords()
  const way = useSignal<'field' | 'line'>('field')
  const blocks = useMemo(() => diffOf(before.text, after.text), [before.text, after.text])
  const hasFields = Boolean(before.service && after.service)
  if (before.text === after.text) return <p class="diff__none">{t('noChanges')}</p>
  return (
    <div class="diff-view">
      <div class="diff-view__head">
        <p>{t('changeCount', countChanges(blocks))}</p>
        {hasFields && (
          <div class="segmented" role="group" aria-label={t('changes')}>
            <button type="button" aria-pressed={way.value === 'field'} onClick={() => (way.value = 'field')}>
              {t('byField')}
            </button>
            <button type="button" aria-pressed={way.value === 'line'} onClick={() => (way.value = 'line')}>
              {t('byLine')}
            </button>
          </div>
        )}
      </div>
      {hasFields && before.service && after.service && way.value === 'field' ? (
        <FieldChanges before={before.service} after={after.service} />
      ) : (
        <DiffLines blocks={blocks} />
      )}
    </div>
  )
}

export function DiffLines({ blocks }: { blocks: DiffBlock[] }) {
  const t = useWords()
  return (
    <div class="diff">
      {blocks.map((block, at) =>
        'lines' in block ? (
          block.lines.map((line) => <Line key={`${line.before}-${line.after}`} line={line} />)
        ) : (
          <p class="diff__skipped" key={at}>
            {t('linesSkipped', { count: block.skipped })}
          </p>
        ),
      )}
    </div>
  )
}

const signs = { same: '', added: '+', removed: '−' } as const

/** Told apart by sign and by a word for the ear, not by colour alone. */
function Line({ line: { kind, pieces, before, after } }: { line: DiffLine }) {
  const t = useWords()
  const words = pieces.map(({ text, isChanged }, at) =>
    isChanged ? (
      <strong class="diff__word" key={at}>
        {text}
      </strong>
    ) : (
      text
    ),
  )
  return (
    <div class={`diff__line diff__line--${kind}`}>
      <span class="diff__number" aria-hidden="true">
        {before ?? after}
      </span>
      <span class="diff__sign" aria-hidden="true">
        {signs[kind]}
      </span>
      {kind === 'same' && <span class="diff__text">{words}</span>}
      {kind === 'added' && (
        <ins class="diff__text">
          <span class="visually-hidden">{t('lineAdded')} </span>
          {words}
        </ins>
      )}
      {kind === 'removed' && (
        <del class="diff__text">
          <span class="visually-hidden">{t('lineRemoved')} </span>
          {words}
        </del>
      )}
    </div>
  )
}
