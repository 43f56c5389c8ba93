import type { Contact } from '../../../server/wire/contact.ts'

type Kind = 'email' | 'phone'

/** Whether something came from an address of theirs: then nobody needs to be told of another. */
export function hasOwn({ identities }: Contact, kind: Kind): boolean {
  return identities.some((one) => one.kind === kind && !one.told)
}

/** What they typed or said; empty when nothing. */
export function addressTold({ identities }: Contact, kind: Kind): string {
  return identities.find((one) => one.kind === kind && one.told)?.address ?? ''
}
