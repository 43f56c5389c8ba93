const usual = /^hari kerja (?:pukul )?(\d\d)\.(\d\d)\s*[-–]\s*(\d\d)\.(\d\d) (WIB|WITA|WIT)$/i
const zones: Record<string, number> = { WIB: 7, WITA: 8, WIT: 9 }
const hourMs = 3_600_000

/**
 * Whether the office is open at this moment, by its Indonesian sentence on its hours. Null when that is not of the
 * usual form: then it is repeated, not interpreted. Holidays are not in it, so "open" is true but for those.
 */
export function isOpenAt(hours: string, now: Date): boolean | null {
  const [, fromHour, fromMinute, toHour, toMinute, zone = ''] = usual.exec(hours.trim()) ?? []
  const offset = zones[zone.toUpperCase()]
  if (offset === undefined) return null
  const there = new Date(now.getTime() + offset * hourMs)
  const minute = there.getUTCHours() * 60 + there.getUTCMinutes()
  const isWorkday = there.getUTCDay() % 6 !== 0
  return isWorkday && minute >= minutes(fromHour, fromMinute) && minute < minutes(toHour, toMinute)
}

function minutes(hour = '', minute = ''): number {
  return Number(hour) * 60 + Number(minute)
}
