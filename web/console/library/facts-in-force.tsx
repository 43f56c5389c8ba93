import type { ComponentChildren } from 'preact'
import type { ServiceContent } from '../../../server/wire/source-file.ts'
import { Badge } from '../../shared/badge.tsx'
import { shortDate } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { formatAnswers } from '../store/route.ts'
import { factNames, isListFact, linesOf, type Fact, type FactName } from './facts.ts'
import { servicePath } from './find-files.ts'
import { useWords } from './use-words.ts'

/** What a service's file states, as a person reads it. */
export function FactsInForce({ service }: { service: ServiceContent }) {
  const t = useWords()
  return (
    <div class="facts-read">
      {factNames.map((name) => (
        <FactRead key={name} name={name} fact={service.facts[name]} />
      ))}
      <Particulars service={service} />
      {service.notes && (
        <section class="fact-read">
          <h2 class="fact-read__title">{t('notes')}</h2>
          <p class="fact-read__note">{service.notes}</p>
        </section>
      )}
    </div>
  )
}

function FactRead({ name, fact }: { name: FactName; fact: Fact }) {
  const t = useWords()
  const lines = linesOf(fact)
  const isTold = fact.applies && lines.length > 0
  const sources = fact.sources === 'all' ? t('everySource') : fact.sources.join(', ')
  return (
    <section class="fact-read">
      <h2 class="fact-read__title">
        {t(`fact_${name}`)}
        {isTold && !fact.verified && <Badge tone="note">{t('factUnverified')}</Badge>}
        {isTold && (
          <span class="fact-read__about">
            {[
              fact.asOf && t('factAsOf', { year: fact.asOf }),
              sources && t('factSourceList', { list: sources }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </h2>
      {!fact.applies && <p class="fact-read__none">{t('factNone')}</p>}
      {fact.applies && lines.length === 0 && <p class="fact-read__none">{t('factUnknown')}</p>}
      {isTold && <Lines lines={lines} isList={isListFact(name)} />}
      {fact.note && <p class="fact-read__note">{fact.note}</p>}
    </section>
  )
}

function Lines({ lines, isList }: { lines: string[]; isList: boolean }) {
  if (!isList) return <p class="fact-read__value">{lines.join(' ')}</p>
  return (
    <ol class="fact-read__lines">
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ol>
  )
}

function Particulars({ service }: { service: ServiceContent }) {
  const t = useWords()
  const { i18n } = useDesk()
  const day = (date: string | null) => date && shortDate(date, i18n.language.value)
  const { supersededBy } = service
  const rows: [label: string, value: ComponentChildren][] = [
    [t('nameEn'), service.names.en],
    [
      t('supersededBy'),
      supersededBy && <a href={formatAnswers({ path: servicePath(supersededBy) })}>{supersededBy}</a>,
    ],
    [t('agency'), service.agency],
    [t('owner'), service.owner],
    [t('reviewDate'), day(service.reviewBy)],
    [t('validFrom'), day(service.validFrom)],
    [t('validUntil'), day(service.validUntil)],
    [t('onlineChannel'), service.onlineChannel],
    [t('aliases'), service.aliases.join(', ')],
    [t('situations'), service.situations.join(', ')],
    [t('sources'), service.sources.length > 0 && <Sources sources={service.sources} />],
  ]
  return (
    <dl class="particulars">
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div class="particulars__row" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Sources({ sources }: { sources: string[] }) {
  return (
    <ol class="particulars__sources">
      {sources.map((source) => (
        <li key={source}>
          {/^https?:\/\//.test(source) ? (
            <a href={source} target="_blank" rel="noopener noreferrer">
              {source}
            </a>
          ) : (
            source
          )}
        </li>
      ))}
    </ol>
  )
}
