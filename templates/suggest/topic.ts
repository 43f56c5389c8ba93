import type { Topic } from '../topics.ts'
import type { Word } from './normalise.ts'

export interface TopicGuess {
  topic: Topic
  /** Strength of the cues; the strongest stands first. */
  weight: number
  matched: string[]
}

const cues: [Topic, number, RegExp][] = [
  [
    'dasar-hukum',
    3,
    /\b(dasar hukum\w*|landasan hukum\w*|legal basis|undang[- ]undang|regulation|which law)\b/g,
  ],
  [
    'dasar-hukum',
    1.5,
    /\b(peraturan\w*|perda|pergub|pasal|permenkes|ketentuan tertulis|aturan(?:nya)?|law)\b/g,
  ],
  [
    'masa-berlaku',
    3,
    /\b(masa berlaku\w*|berlaku berapa|berapa tahun|valid(?:ity)?|seumur hidup|how many years)\b/g,
  ],
  [
    'masa-berlaku',
    1.5,
    /\b(berlaku\w*|kedaluwarsa|habis masa\w*|masih laku|hangus|jatuh tempo|expired?|expires)\b/g,
  ],
  [
    'waktu',
    3,
    /\b(berapa lama\w*|berapa hari|berapa minggu|berapa bulan|how long|how many days|hari kerja|working days)\b/g,
  ],
  [
    'waktu',
    2,
    /\b(kapan (?:jadi|selesai|keluar|terbit|kelar)\w*|lama (?:proses|jadi|keluar)\w*|paling telat)\b/g,
  ],
  ['waktu', 2, /\b(berapa jam|minggu nunggu|minggu menunggu|sejak minggu|sudah lama)\b/g],
  ['waktu', 1, /\b(cepat|kilat|sehari jadi|lama(?:nya)?)\b/g],
  [
    'biaya',
    3,
    /\b(biaya\w*|bayar\w*|tarif\w*|ongkos\w*|retribusi\w*|gratis|how much|fees?|cost|free of charge)\b/g,
  ],
  [
    'biaya',
    2,
    /\b(berapa (?:uang|duit|rupiah|ribu|juta)|uang|harga\w*|price|denda\w*|habis berapa|kena berapa)\b/g,
  ],
  ['biaya', 0.8, /\bberapa$|\b(?:rp ?\d+|ribu|juta)\b/g],
  ['persyaratan', 3, /\b(syarat\w*|persyaratan\w*|requirements?|required documents?)\b/g],
  [
    'persyaratan',
    2,
    /\b(berkas\w*|dokumen\w*|documents?|lampir\w*|bawa apa|siapkan|siapin|disiapkan|disiapin|apa saja|kelengkapan)\b/g,
  ],
  [
    'persyaratan',
    1,
    /\b(harus (?:punya|ada|pakai|pake)|perlu (?:surat|apa)|surat apa|wajib|butuh\w*|what do i need|bring)\b/g,
  ],
  [
    'lokasi',
    3,
    /\b(dimana|di mana|kemana|ke mana|alamat\w*|lokasi\w*|where|kantor mana|which office|address|ke siapa)\b/g,
  ],
  ['lokasi', 1, /\b(kelurahan (?:mana|apa)|kecamatan (?:mana|apa)|loket\w*|ke kelurahan|ke kecamatan)\b/g],
  ['prosedur', 2, /\b(cara\w*|prosedur\w*|langkah\w*|alur\w*|tahap\w*|procedure|how do|how to|how can)\b/g],
  [
    'prosedur',
    1.5,
    /\b(bagaimana|mulai dari|daftar\w*|ajukan|mengajukan|diurus|urus|apply|online|daring)\b/g,
  ],
]

/** What is asked about the service, strongest first; empty when nothing tells. */
export function guessTopics(words: readonly Word[]): TopicGuess[] {
  const text = words.map(({ word }) => word).join(' ')
  const guesses = new Map<Topic, TopicGuess>()
  for (const [topic, weight, pattern] of cues) {
    const hits = new Set(text.match(pattern))
    if (hits.size === 0) continue
    const guess = guesses.get(topic) ?? { topic, weight: 0, matched: [] }
    guess.weight += weight
    guess.matched.push(...hits)
    guesses.set(topic, guess)
  }
  return [...guesses.values()].sort((one, other) => other.weight - one.weight)
}
