/** Who writes, and how the office is reached: the same words in text, below the letter, and in HTML around it. */
import type { Letterhead } from '../../contract/mail.ts'

/** Where the letter is signed with the office's name already, it does not stand there twice. */
export function contactLines(text: string, { lines, office }: Letterhead): string[] {
  const isSigned = text.split('\n').some((line) => line.trim() === office)
  return isSigned ? lines : [office, ...lines]
}

/** As a signature (RFC 3676 §4.3), which mail programs leave out of what they quote. */
export function footerText(text: string, letterhead: Letterhead): string {
  const { name, shortOffice } = letterhead
  return ['-- ', `${name} · ${shortOffice}`, ...contactLines(text, letterhead)].join('\n')
}
