/** Plus-addresses (RFC 5233): `kantor+etiket@…` lies in the mailbox of `kantor@…`, where the server knows them. */

/** RFC 5321 §4.5.3.1.1. */
const longestLocalPart = 64

/** Null where there is no room for the tag, or the address has one of its own already. */
export function withPlus(address: string, tag: string): string | null {
  const at = address.lastIndexOf('@')
  const local = `${address.slice(0, at)}+${tag}`
  return local.length > longestLocalPart || address.slice(0, at).includes('+')
    ? null
    : local + address.slice(at)
}

/** What stands behind the plus of each address, in small letters. */
export function plusTags(addresses: readonly { address: string }[]): string[] {
  return addresses.flatMap(({ address }) => /\+([^+@]{1,64})@/.exec(address.toLowerCase())?.[1] ?? [])
}
