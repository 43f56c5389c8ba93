import type { FactName } from './catalogue.ts'

export const topics = [
  'persyaratan',
  'prosedur',
  'biaya',
  'waktu',
  'masa-berlaku',
  'dasar-hukum',
  'lokasi',
  'umum',
] as const
export type Topic = (typeof topics)[number]

export const languages = ['id', 'en'] as const
export type Language = (typeof languages)[number]

export const topicTitles: Record<Topic, Record<Language, string>> = {
  persyaratan: { id: 'Persyaratan', en: 'Requirements' },
  prosedur: { id: 'Prosedur', en: 'Procedure' },
  biaya: { id: 'Biaya', en: 'Fee' },
  waktu: { id: 'Waktu penyelesaian', en: 'Processing time' },
  'masa-berlaku': { id: 'Masa berlaku', en: 'Validity' },
  'dasar-hukum': { id: 'Dasar hukum', en: 'Legal basis' },
  lokasi: { id: 'Tempat mengurus', en: 'Where to apply' },
  umum: { id: 'Informasi umum', en: 'General information' },
}

/** The facts a topic states. */
export const topicFacts: Record<Topic, readonly FactName[]> = {
  persyaratan: ['requirements'],
  prosedur: ['steps'],
  biaya: ['fee'],
  waktu: ['time'],
  'masa-berlaku': ['validity'],
  'dasar-hukum': ['legalBasis'],
  lokasi: ['place'],
  umum: ['steps', 'fee', 'time'],
}

/** What a letter states besides. */
export const letterFacts: Record<Topic, readonly FactName[]> = {
  persyaratan: ['legalBasis'],
  prosedur: ['legalBasis'],
  biaya: ['legalBasis'],
  waktu: [],
  'masa-berlaku': ['legalBasis'],
  'dasar-hukum': [],
  lokasi: [],
  umum: [],
}

export function isTopic(name: string): name is Topic {
  return (topics as readonly string[]).includes(name)
}
