import type { AddressObject, EmailAddress } from 'mailparser'
import type { MailAddress } from './parsed-mail.ts'
import { cleanLine } from './text.ts'

/**
 * The mailboxes of an address header, groups opened. When the parser found no address in it, `raw` is
 * searched for one: "Budi budi@example.org", encoded words that swallow the address, stray brackets.
 */
export function addressesOf(
  parsed: AddressObject | AddressObject[] | undefined,
  raw: string | null,
): MailAddress[] {
  const entries = [parsed ?? []].flat().flatMap((header) => header.value.flatMap(opened))
  const mailboxes = entries.map(mailbox).filter(({ name, address }) => name || address)
  if (mailboxes.some(({ address }) => address.includes('@')) || !raw) return mailboxes.slice(0, maxAddresses)
  const found = searched(raw)
  return found ? [{ name: mailboxes[0]?.name ?? '', address: found }] : mailboxes
}

const maxAddresses = 100
/** RFC 5321 §4.5.3.1: 64 before the @, 255 behind it. Nothing longer can be answered. */
const maxAddressLength = 320

function opened(entry: EmailAddress): EmailAddress[] {
  return entry.group ? entry.group.flatMap(opened) : [entry]
}

function mailbox({ name, address }: EmailAddress): MailAddress {
  const clean = cleanLine(address ?? '').replace(/[\s<>]/g, '')
  if (clean.length > maxAddressLength) return { name: cleanLine(name), address: '' }
  if (clean) return { name: cleanLine(name), address: clean }
  const swallowed = searched(name)
  return swallowed
    ? { name: cleanLine(name.replace(swallowed, '').replace(/[<>"]/g, ' ')), address: swallowed }
    : { name: cleanLine(name), address: '' }
}

function searched(text: string): string | null {
  return /[^\s<>()[\]",;:]{1,64}@[a-z0-9][a-z0-9.-]{0,253}[a-z0-9]/i.exec(text)?.[0] ?? null
}
