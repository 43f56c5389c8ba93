import type { ServiceContent } from '../../../server/wire/source-file.ts'
import { factNames, type FactName } from './facts.ts'

/** A field of the form whose value is another now; `about` says which fact it belongs to. */
export interface FieldChange {
  field: Field
  fact: FactName | null
  before: string
  after: string
}
export type Field = (typeof plainFields)[number] | (typeof factFields)[number] | 'nameId' | 'nameEn'

const plainFields = [
  'agency',
  'owner',
  'theme',
  'status',
  'supersededBy',
  'validFrom',
  'validUntil',
  'reviewBy',
  'asOf',
  'onlineChannel',
  'aliases',
  'situations',
  'related',
  'sources',
  'notes',
] as const
const factFields = ['value', 'applies', 'verified', 'asOf', 'sources', 'note'] as const

/** What differs between two readings of a service, field by field: for whoever reads no YAML. */
export function serviceChanges(before: ServiceContent, after: ServiceContent): FieldChange[] {
  const change = (field: Field, fact: FactName | null, one: unknown, other: unknown) => {
    const [old, now] = [toText(one), toText(other)]
    return old === now ? [] : [{ field, fact, before: old, after: now }]
  }
  return [
    ...change('nameId', null, before.names.id, after.names.id),
    ...change('nameEn', null, before.names.en, after.names.en),
    ...plainFields.flatMap((field) => change(field, null, before[field], after[field])),
    ...factNames.flatMap((fact) =>
      factFields.flatMap((field) => change(field, fact, before.facts[fact][field], after.facts[fact][field])),
    ),
  ]
}

/** One line an item; `true` and `false` are left to whoever shows them. */
function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n')
  return value === null || value === undefined ? '' : String(value)
}
