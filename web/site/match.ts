/** What the search needs of one service of `GET /api/v1/services`. */
export interface Service {
  id: string
  names: { id: string; en: string }
  aliases?: string[]
  agency: string
  status?: string
}

/** Services in which each typed word begins some word of the names or aliases; those whose name matches come first. */
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
  return hits(anywhere) < sought.length ? 0 : 1 + hits(inNames)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
