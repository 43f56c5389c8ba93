import type { Contact } from '../../../server/wire/contact.ts'
import { formatPhone } from './phone-number.ts'

/** What to call a citizen: the name they gave, else the address they wrote from; null when there is neither. */
export function contactName({ name, identities }: Pick<Contact, 'name' | 'identities'>): string | null {
  const address = identities.find(({ kind }) => kind !== 'chat')?.address
  return name ?? (address ? formatPhone(address) : null)
}
