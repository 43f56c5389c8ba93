import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import type { ServiceContent } from '../../../server/wire/source-file.ts'

const about = { applies: true, sources: 'all', asOf: '2024', verified: true } as const

export function aService(change: Partial<ServiceContent> = {}): ServiceContent {
  return {
    id: 'iptm',
    names: { id: 'Izin makam', en: 'Burial permit' },
    aliases: ['izin makam'],
    agency: 'DPMPTSP',
    status: 'active',
    supersededBy: null,
    reviewBy: '2027-01-01',
    situations: [],
    owner: 'Tim',
    validFrom: null,
    validUntil: null,
    asOf: '2024',
    theme: 'makam',
    onlineChannel: null,
    related: [],
    sources: ['https://example.org'],
    notes: '',
    facts: {
      requirements: { value: ['KTP'], ...about },
      steps: { value: ['Ajukan', 'Ambil'], ...about },
      fee: { value: 'Rp0', ...about },
      time: { value: null, ...about, note: 'Tanyakan TPU' },
      validity: { value: '3 tahun', ...about },
      legalBasis: { value: [], ...about },
      place: { value: 'TPU', ...about },
    },
    ...change,
  }
}

export function aRevision(change: Partial<Revision> = {}): Revision {
  return {
    id: 7,
    path: 'catalogue/iptm.yaml',
    title: 'Izin makam',
    state: 'draft',
    author: { id: 1, name: 'Budi' },
    approver: null,
    note: '',
    comment: null,
    current: false,
    digest: 'satu',
    createdAt: '2026-11-25T02:00:00.000Z',
    updatedAt: '2026-11-25T02:00:00.000Z',
    publishedAt: null,
    text: 'fee: Rp0\n',
    baseText: 'fee: Rp0\n',
    service: aService(),
    faults: [],
    ...change,
  }
}

export function aFile(change: Partial<LibraryFileDetail> = {}): LibraryFileDetail {
  return {
    path: 'catalogue/iptm.yaml',
    kind: 'service',
    title: 'Izin makam',
    language: null,
    origin: 'files',
    text: 'fee: Rp0\n',
    service: aService(),
    open: null,
    filesText: null,
    ...change,
  }
}
