import type { Authenticity } from '../../contract/mail.ts'

/** No records, or no DNS: it says nothing for a sender, nor against one. */
export function isNothingKnown({ spf, dkim, dmarc }: Authenticity): boolean {
  return spf === 'none' && dkim === 'none' && dmarc === 'none'
}
