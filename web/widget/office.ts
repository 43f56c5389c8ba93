import type { Office } from '../../server/wire.ts'

export type OfficeHours = Pick<Office, 'phone' | 'hours'>

/** How the office is reached and when it answers; null when it cannot be asked at the moment. */
export async function loadOffice(): Promise<OfficeHours | null> {
  try {
    const response = await fetch('/api/v1/office')
    return response.ok ? ((await response.json()) as OfficeHours) : null
  } catch {
    return null
  }
}
