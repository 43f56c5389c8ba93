import type { OfficeNow } from '../../server/wire/office.ts'
import { soonTime } from '../shared/time.ts'
import type { Code, Language } from './language.ts'

/** Puts the office's own settings in the place of what the page was built with; without an answer that stays. */
export async function showOffice(page: Document, language: Language): Promise<void> {
  const office = await loadOffice()
  if (!office) return
  const { name, phone, email, sms, whatsapp } = office
  for (const [way, value] of Object.entries({ name, phone, email, sms, whatsapp })) {
    for (const element of page.querySelectorAll(`[data-office-show=${way}]`))
      element.toggleAttribute('hidden', !value)
    if (!value) continue
    for (const element of page.querySelectorAll(`[data-office=${way}]`)) write(page, element, value)
    for (const element of page.querySelectorAll(`[data-office-href=${way}]`)) {
      element.setAttribute('href', hrefOf(way, value))
    }
  }
  const showHours = () => {
    for (const element of page.querySelectorAll('[data-office=hours]')) {
      element.textContent = capital(office.hours[language.current()])
    }
    for (const element of page.querySelectorAll('[data-office=now]')) {
      element.textContent = wordsOnNow(office, language.current())
      element.toggleAttribute('data-open', office.open)
    }
  }
  showHours()
  language.listen(showHours)
}

async function loadOffice(): Promise<OfficeNow | null> {
  try {
    const response = await fetch('/api/v1/office')
    return response.ok ? ((await response.json()) as OfficeNow) : null
  } catch {
    return null
  }
}

/** Whether it is open, whether somebody is at the chat, and else when it opens. */
function wordsOnNow({ open, opensAt, schedule, staffed }: OfficeNow, language: Code): string {
  const isIndonesian = language === 'id'
  if (open && staffed)
    return isIndonesian ? 'Buka sekarang, petugas ada di chat' : 'Open now, an officer is at the chat'
  if (open) return isIndonesian ? 'Buka sekarang' : 'Open now'
  if (opensAt === null) return isIndonesian ? 'Tutup sekarang' : 'Closed now'
  const when = soonTime(opensAt, language, Date.now(), schedule.timeZone)
  return isIndonesian ? `Tutup sekarang, buka lagi ${when}` : `Closed now, opens again ${when}`
}

/** A long mail address may break before its @, and nowhere else. */
function write(page: Document, element: Element, value: string): void {
  const at = value.indexOf('@')
  if (at < 0) element.textContent = value
  else element.replaceChildren(value.slice(0, at), page.createElement('wbr'), value.slice(at))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function hrefOf(way: string, value: string): string {
  if (way === 'email') return `mailto:${value}`
  const number = value.replace(/[^\d+]/g, '')
  if (way === 'whatsapp') return `https://wa.me/${number.replace('+', '')}`
  return `${way === 'sms' ? 'sms' : 'tel'}:${number}`
}
