/** Titles and descriptions, as a browser's tab and a search engine show them. */
import type { Language } from '../../templates/index.ts'
import type { viewService } from './service-view.ts'

interface Heading {
  title: string
  description: string
}

type Name = 'list' | 'search' | 'missing' | 'ask' | 'thread' | 'track' | 'privacy'

export const words: Record<Name, Record<Language, Heading>> = {
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
  ask: {
    id: {
      title: 'Tulis pertanyaan',
      description: 'Tanyakan perizinan Jakarta kepada petugas DPMPTSP lewat formulir, tanpa biaya.',
    },
    en: {
      title: 'Write your question',
      description: 'Ask the officers of Jakarta’s permit office by a form, at no charge.',
    },
  },
  thread: {
    id: { title: 'Pertanyaan Anda', description: 'Halaman pribadi pertanyaan Anda.' },
    en: { title: 'Your question', description: 'The private page of your question.' },
  },
  track: {
    id: {
      title: 'Lacak pertanyaan',
      description: 'Temukan kembali pertanyaan Anda kepada DPMPTSP Provinsi DKI Jakarta dan jawabannya.',
    },
    en: {
      title: 'Track my question',
      description: 'Find your question to Jakarta’s permit office again, and its answer.',
    },
  },
  privacy: {
    id: {
      title: 'Data pribadi Anda',
      description: 'Data apa yang kami simpan bila Anda bertanya, untuk apa, dan hak Anda atasnya.',
    },
    en: {
      title: 'Your personal data',
      description: 'What we keep when you ask, what for, and your rights to it.',
    },
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
