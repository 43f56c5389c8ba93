import type { Fault } from '../../../server/wire/source-file.ts'

/** What the linter says of one field of the form, by the place its words begin with: `facts.fee.asOf: …`, `fee: …`. */
export function faultsAt(faults: Fault[], ...places: string[]): string | null {
  const found = faults.flatMap(({ message }) => {
    const place = places.find((name) => message.startsWith(`${name}:`) || message.startsWith(`${name}.`))
    return place ? [message.slice(message.indexOf(':') + 1).trim()] : []
  })
  return found.length > 0 ? found.join('; ') : null
}
