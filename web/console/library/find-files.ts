import type { LibraryFile } from '../../../server/wire/library.ts'
import type { ServiceSummary } from '../../../server/wire/service.ts'

/** `catalogue/pbg.yaml` → `pbg`; null for what is no service. */
export function serviceIdOf(path: string): string | null {
  return /^catalogue\/([^/]+)\.yaml$/.exec(path)?.[1] ?? null
}

export function servicePath(id: string): string {
  return `catalogue/${id}.yaml`
}

/** `answers/id/biaya.mustache` → `biaya`; null for what is no topic's text. */
export function topicOf(path: string): string | null {
  return /^answers\/[a-z]+\/([^/]+)\.mustache$/.exec(path)?.[1] ?? null
}

/** Files that hold every word somewhere in their name, path or, for a service, in what people call it. */
export function findFiles(files: LibraryFile[], words: string, services: ServiceSummary[]): LibraryFile[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return files
  const callings = new Map(services.map(({ id, names, aliases }) => [id, [names.id, names.en, ...aliases]]))
  return files.filter(({ path, title }) => {
    const all = [title, path, ...(callings.get(serviceIdOf(path) ?? '') ?? [])].join(' ').toLowerCase()
    return wanted.every((word) => all.includes(word))
  })
}

/** `answers/en/partials/closing.mustache` → `en`; null for what speaks no language of its own. */
export function languageOf(path: string): 'id' | 'en' | null {
  const found = /^(?:answers|messages)\/(id|en)\//.exec(path)?.[1]
  return found === 'id' || found === 'en' ? found : null
}
