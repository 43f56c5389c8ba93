/** What the search needs of one service of `GET /api/v1/services`. */
export interface Service {
  id: string
  names: { id: string; en: string }
  aliases?: string[]
  agency: string
  status?: string
}

/**
 * Services in which each typed word begins some word of the names or aliases; where none has them all, those that
 * have most: "berapa lama krk" still names one. Whoever is called just so comes first, then those whose name matches,
 * and of these the one that is called little else: "dokter" means the doctor before the veterinary (dokter hewan).
 */
export function matchServices(services: Service[], typed: string): Service[] {
  const sought = wordsOf(typed)
  const telling = sought.filter((word) => !everyday.has(word))
  if (sought.length === 0) return []
  const active = services.filter(({ status = 'active' }) => status === 'active')
  const all = ranked(active, sought, sought.length)
  for (let least = telling.length; all.length === 0 && least > 0; least--) {
    const most = ranked(active, telling, least)
    if (most.length > 0) return most
  }
  return all
}

/** They ask about a service and name none. */
const everyday = new Set(
  'apa saja berapa biaya bayar gratis syarat cara lama waktu kapan di mana dimana urus ngurus bikin buat mau untuk izin surat saya how much long where what to the a for i do'.split(
    ' ',
  ),
)

function ranked(services: Service[], sought: string[], leastHits: number): Service[] {
  return services
    .map((service) => ({ service, rank: rankOf(service, sought, leastHits) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ service }) => service)
}

const calledJustSo = 3

function rankOf({ names, aliases = [] }: Service, sought: string[], leastHits: number): number {
  const inNames = wordsOf(`${names.id} ${names.en}`)
  const anywhere = [...inNames, ...wordsOf(aliases.join(' '))]
  const hits = (words: string[]) =>
    sought.filter((part) => words.some((word) => word.startsWith(part))).length
  if (hits(anywhere) < leastHits) return 0
  const called = [names.id, names.en, ...aliases].map(wordsOf)
  const closest = Math.max(...called.map((words) => shareOf(words, hits(words))))
  const isExact = sought.length > 1 && called.some((words) => words.join(' ') === sought.join(' '))
  return 1 + hits(inNames) + closest + shareOf(inNames, hits(inNames)) + (isExact ? calledJustSo : 0)
}

/** How much of a name was typed. */
function shareOf(words: string[], hits: number): number {
  return hits / Math.max(1, words.length)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
