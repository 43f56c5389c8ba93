/** Titles and descriptions, as a browser's tab and a search engine show them. */
import type { Language } from '../../templates/index.ts'
import type { viewService } from './service-view.ts'

interface Heading {
  title: string
  description: string
}

export const words: Record<'list' | 'search' | 'missing', Record<Language, Heading>> = {
  list: {
    id: {
      title: 'Semua layanan perizinan Jakarta',
      description:
        'Syarat, langkah, biaya, waktu, dan dasar hukum setiap layanan DPMPTSP Provinsi DKI Jakarta.',
    },
    en: {
      title: 'All permit services of Jakarta',
      description:
        'Requirements, steps, fees, times and legal basis of every service of Jakarta’s permit office.',
    },
  },
  search: {
    id: {
      title: 'Cari jawaban',
      description: 'Tanyakan layanan perizinan Jakarta dengan kata-kata Anda sendiri.',
    },
    en: { title: 'Find an answer', description: 'Ask about permits in Jakarta in your own words.' },
  },
  missing: {
    id: { title: 'Halaman ini tidak ada', description: 'Cari layanan, atau tanyakan kepada petugas kami.' },
    en: { title: 'There is no such page', description: 'Look for a service, or ask our officers.' },
  },
}

export function describeService(
  { service: { name }, expired, successor, asOf }: ReturnType<typeof viewService>,
  language: Language,
): Heading {
  const isIndonesian = language === 'id'
  if (expired) {
    const now = successor?.name ?? 'Tanya PTSP'
    return isIndonesian
      ? {
          title: `${name} (sudah tidak berlaku)`,
          description: `${name} sudah tidak berlaku. Penggantinya: ${now}.`,
        }
      : {
          title: `${name} (no longer in force)`,
          description: `${name} is no longer in force. Instead: ${now}.`,
        }
  }
  const age = asOf ? (isIndonesian ? ` Data per ${asOf}.` : ` Data as of ${asOf}.`) : ''
  return isIndonesian
    ? {
        title: `${name}: syarat, biaya, dan waktu`,
        description: `${name}: syarat, langkah, biaya, waktu, dan dasar hukumnya.${age}`,
      }
    : {
        title: `${name}: requirements, fee and time`,
        description: `${name}: requirements, steps, fee, time and legal basis.${age}`,
      }
}
