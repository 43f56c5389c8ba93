import type { OfficeNow as Told } from '../../server/wire/office.ts'
import type { Visitor } from './state.ts'

export type OfficeNow = Pick<
  Told,
  'phone' | 'hours' | 'open' | 'opensAt' | 'schedule' | 'staffed' | 'email' | 'sms' | 'whatsapp' | 'topics'
>

/** How the office is reached and when it answers; null when it cannot be asked at the moment. */
export async function loadOffice(): Promise<OfficeNow | null> {
  try {
    const response = await fetch('/api/v1/office')
    return response.ok ? ((await response.json()) as OfficeNow) : null
  } catch {
    return null
  }
}

/** By what the office said, which may be some minutes old. */
export function isOpenNow({ open, opensAt }: OfficeNow): boolean {
  return open || (opensAt !== null && Date.parse(opensAt) <= Date.now())
}

/** Where an answer goes when the citizen has left; null where only the chat has it. */
export function wayTo(visitor: Visitor | null, office: OfficeNow): string | null {
  if (visitor?.email && office.email) return visitor.email
  return (visitor?.phone && (office.sms ?? office.whatsapp) && visitor.phone) || null
}
