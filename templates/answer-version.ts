import { createHash } from 'node:crypto'
import type { Composition } from './compose.ts'

/** The digest of what an answer says, made once a day: a service may end overnight. */
export function rememberVersions(textsOf: (composition: Composition) => string[]) {
  let day = ''
  const known = new Map<string, string>()
  return (composition: Composition): string => {
    const { entry, topic, today } = composition
    if (today !== day) known.clear()
    day = today
    const id = `${entry.service.id}/${topic}`
    const version = known.get(id) ?? hash(textsOf(composition))
    known.set(id, version)
    return version
  }
}

function hash(parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12)
}
