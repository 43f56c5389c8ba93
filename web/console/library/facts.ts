import type { ServiceContent } from '../../../server/wire/source-file.ts'

export type Facts = ServiceContent['facts']
export type FactName = keyof Facts
export type Fact = Facts[FactName]

/** In the order in which citizens ask. */
export const factNames = [
  'requirements',
  'steps',
  'fee',
  'time',
  'validity',
  'legalBasis',
  'place',
] as const satisfies readonly FactName[]

/** The question that a fact answers: the name of its topic. */
export const topicOfFact: Record<FactName, string> = {
  requirements: 'persyaratan',
  steps: 'prosedur',
  fee: 'biaya',
  time: 'waktu',
  validity: 'masa-berlaku',
  legalBasis: 'dasar-hukum',
  place: 'lokasi',
}

/** Several sentences, or one. */
export type ListFactName = 'requirements' | 'steps' | 'legalBasis'

export function isListFact(name: FactName): name is ListFactName {
  return name === 'requirements' || name === 'steps' || name === 'legalBasis'
}

export function linesOf(fact: Fact): string[] {
  if (Array.isArray(fact.value)) return fact.value
  return fact.value === null ? [] : [fact.value]
}

/** The fact with another value: lines for a list; words or nothing for a sentence, whose line ends are only spaces. */
export function withValue(fact: Fact, value: string | string[]): Fact {
  if (Array.isArray(fact.value)) return { ...fact, value: [value].flat() }
  return {
    ...fact,
    value:
      [value]
        .flat()
        .join(' ')
        .replace(/\s*\n\s*/g, ' ') || null,
  }
}
