import type { Contact } from '../../../server/wire.ts'

/** What to call a citizen: the name they gave, else the address they wrote from; null when there is neither. */
export function contactName({ name, identities }: Contact): string | null {
  return name ?? identities.find(({ kind }) => kind !== 'chat')?.address ?? null
}
