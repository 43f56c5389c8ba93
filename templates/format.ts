import type { Language } from './topics.ts'

/** `2026-11-24` → `24 November 2026`; null for anything that is not a date. */
export function formatDate(iso: string, language: Language): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const date = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso)) return null
  return inWords[language].format(date)
}

/** Made once: making one takes longer than an answer. */
const inWords: Record<Language, Intl.DateTimeFormat> = { id: dayFormat('id-ID'), en: dayFormat('en-GB') }

function dayFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** `Senin, 30 November 2026 pukul 07.30 WIB`, as it is in `timeZone`. */
export function formatMoment(at: number, timeZone: string, language: Language): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(at)
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at)
  return `${day.replace(/^(\w+) (?=\d)/, '$1, ')} ${language === 'id' ? 'pukul' : 'at'} ${time} ${zoneName(at, timeZone)}`
}

/** Indonesia's three zones go by their own names, in English too. */
function zoneName(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

// GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1).
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '\f^{}\\[~]|€'

/** How many SMS a text is sent as: 160 septets or 70 UCS-2 units alone, 153 or 67 each when joined. */
export function smsSegments(text: string): number {
  let septets = 0
  for (const character of text) {
    if (basic.includes(character)) septets += 1
    else if (extended.includes(character)) septets += 2
    else return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
  }
  return septets <= 160 ? 1 : Math.ceil(septets / 153)
}

/** Typographic characters that would push a whole SMS into UCS-2, in plain ones. */
export function plainCharacters(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\u00a0\u202f]/g, ' ')
}
