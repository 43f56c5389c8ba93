import type { Language } from './topics.ts'

/** What citizens look for a service under, in the order of the public list. A service that names none is `lain`. */
export const themes = [
  'warga',
  'makam',
  'bangunan',
  'usaha',
  'kesehatan',
  'ruang-umum',
  'pajak',
  'jakevo',
  'kantor',
  'lain',
] as const
export type Theme = (typeof themes)[number]

export const themeTitles: Record<Theme, Record<Language, string>> = {
  warga: { id: 'Surat dan dokumen warga', en: 'Letters and papers of residents' },
  makam: { id: 'Kematian dan makam', en: 'Deaths and burial plots' },
  bangunan: { id: 'Tanah, rumah, dan bangunan', en: 'Land, houses and buildings' },
  usaha: { id: 'Usaha dan pekerjaan', en: 'Business and work' },
  kesehatan: { id: 'Praktik dan sarana kesehatan', en: 'Health practices and facilities' },
  'ruang-umum': { id: 'Taman, jalan, dan acara', en: 'Parks, roads and events' },
  pajak: { id: 'Pajak, bank, dan jaminan sosial', en: 'Tax, bank and social security' },
  jakevo: { id: 'JakEVO dan permohonan Anda', en: 'JakEVO and your application' },
  kantor: { id: 'Kantor, bantuan, dan pengaduan', en: 'Offices, help and complaints' },
  lain: { id: 'Layanan lain', en: 'Other services' },
}
