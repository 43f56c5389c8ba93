import type { ServiceContent } from '../../../server/wire/source-file.ts'

const agency = 'DPMPTSP Provinsi DKI Jakarta'

/** `Izin Praktik Bidan (SIPB)` → `izin-praktik-bidan`: what stands in brackets is said by the aliases. */
export function serviceIdFor(name: string): string {
  return name
    .replace(/\(.*?\)/g, ' ')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9\s/-]/g, '')
    .trim()
    .replace(/[\s/-]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

/** A service of which nothing is known yet but its name: every fact says so, and none is confirmed. */
export function blankService(id: string, name: string): ServiceContent {
  const unknown = { applies: true, sources: 'all', asOf: null, verified: false } as const
  return {
    id,
    names: { id: name, en: name },
    aliases: [],
    situations: [],
    agency,
    theme: 'lain',
    owner: `Tim penyuluhan ${agency}`,
    status: 'active',
    supersededBy: null,
    validFrom: null,
    validUntil: null,
    reviewBy: null,
    asOf: null,
    onlineChannel: null,
    related: [],
    sources: [],
    notes: '',
    facts: {
      requirements: { value: [], ...unknown },
      steps: { value: [], ...unknown },
      fee: { value: null, ...unknown },
      time: { value: null, ...unknown },
      validity: { value: null, ...unknown },
      legalBasis: { value: [], ...unknown },
      place: { value: null, ...unknown },
    },
  }
}
