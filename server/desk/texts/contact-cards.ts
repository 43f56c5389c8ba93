/** Contact cards as telephones send them: vCard 2.1, 3.0 and 4.0 (RFC 6350), of which names and numbers matter. */
import type { ContactEntry } from '../../../channels/contract/parts.ts'

const mostCards = 20
const mostOfAKind = 10
const longest = 200
/** Names and numbers stand before the portrait; a file of sixteen megabytes of them would hold the whole process. */
const mostRead = 1024 * 1024

/** The people in a file of cards; empty when it holds none. */
export function contactsIn(vcard: string): ContactEntry[] {
  const cards = unfolded(vcard.slice(0, mostRead)).split(/^BEGIN:VCARD\s*$/im)
  return cards
    .slice(1, mostCards + 1)
    .map(entryOf)
    .filter(({ name, phones, emails }) => name !== null || phones.length + emails.length > 0)
}

function entryOf(card: string): ContactEntry {
  const fields = card.split(/\r?\n/).map(readField)
  const all = (name: string) =>
    fields.flatMap((field) => (field?.name === name && field.value ? [field.value.slice(0, longest)] : []))
  const inParts = all('N')[0]?.split(/(?<!\\);/) ?? []
  const [family = '', given = ''] = inParts.map(plain)
  return {
    name: all('FN').map(plain)[0] || [given, family].filter(Boolean).join(' ') || null,
    organisation: all('ORG').map((org) => plain(org.replace(/(?<!\\);+/g, ' ')))[0] || null,
    phones: all('TEL')
      .slice(0, mostOfAKind)
      .map((tel) => plain(tel.replace(/^tel:/i, ''))),
    emails: all('EMAIL').slice(0, mostOfAKind).map(plain),
  }
}

/** A line may go on in the next behind a space (§3.2), or behind `=` in quoted-printable, as vCard 2.1 has it. */
function unfolded(text: string): string {
  return text
    .replace(/=\r?\n(?=[^\r\n]*)/g, '=\u0000')
    .replace(/\r?\n[ \t]/g, '')
    .replaceAll('=\u0000', '')
}

function readField(line: string): { name: string; value: string } | null {
  const read = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:]*)?):(.*)$/.exec(line)
  if (!read) return null
  const [, name = '', parameters = '', value = ''] = read
  const isQuoted = /ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(parameters)
  return { name: name.toUpperCase(), value: isQuoted ? fromQuotedPrintable(value) : value }
}

function fromQuotedPrintable(text: string): string {
  const bytes = text.replace(/=([\dA-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function plain(value: string): string {
  return value
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;:\\])/g, '$1')
    .replace(/\p{Cc}/gu, '')
    .trim()
}
