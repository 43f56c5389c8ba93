import type { Letterhead } from '../../../channels/contract/mail.ts'
import type { Language, Office } from '../../../templates/index.ts'

/** The office's particulars as they stand on its letters. */
export function letterheadOf(office: Office, language: Language): Letterhead {
  const telephone = { id: 'Telepon', en: 'Telephone' }[language]
  return {
    name: office.helpdesk,
    office: office.name,
    shortOffice: office.shortName,
    lines: [`${telephone} ${office.phone} (${office.hours[language]})`, office.address, office.site].filter(
      (line) => line !== '',
    ),
  }
}
