/** What the search needs of one service of `GET /api/v1/services`. */
export interface Service {
  id: string
  names: { id: string; en: string }
  aliases?: string[]
  agency: string
  status?: string
}

/**
 * Services in which each typed word begins some word of the names or aliases. Those whose name matches come first,
 * and of these the one that is called little else: "dokter" means the doctor before the veterinary (dokter hewan).
 */
export function matchServices(services: Service[], typed: string): Service[] {
  const sought = wordsOf(typed)
  if (sought.length === 0) return []
  const found = services
    .filter(({ status = 'active' }) => status === 'active')
    .map((service) => ({ service, rank: rankOf(service, sought) }))
    .filter(({ rank }) => rank > 0)
  return found.sort((one, other) => other.rank - one.rank).map(({ service }) => service)
}

function rankOf({ names, aliases = [] }: Service, sought: string[]): number {
  const inNames = wordsOf(`${names.id} ${names.en}`)
  const anywhere = [...inNames, ...wordsOf(aliases.join(' '))]
  const hits = (words: string[]) =>
    sought.filter((part) => words.some((word) => word.startsWith(part))).length
  if (hits(anywhere) < sought.length) return 0
  const closest = Math.max(
    ...[names.id, names.en, ...aliases].map(wordsOf).map((words) => shareOf(words, hits(words))),
  )
  return 1 + hits(inNames) + closest + shareOf(inNames, hits(inNames))
}

/** How much of a name was typed. */
function shareOf(words: string[], hits: number): number {
  return hits / Math.max(1, words.length)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
