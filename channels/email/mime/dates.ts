/**
 * A Date field (RFC 5322 §3.3) as ISO 8601 UTC, also with a zone's name, a two-digit year or no week-day; null when it is no date.
 */
export function dateOf(field: string | null): string | null {
  // Comments such as "(WIB)" are legal; `[^()]` so that a field of brackets takes no time.
  const text = (field ?? '')
    .slice(0, longestDate)
    .replace(/\([^()]*\)/g, ' ')
    .trim()
  const found = mailDate.exec(text)
  const time = found ? timeOf(found) : new Date(/\d{4}/.test(text) ? text : '').getTime()
  const date = new Date(time)
  const isSensible = !Number.isNaN(time) && date.getUTCFullYear() >= 1900 && date.getUTCFullYear() <= 9999
  return isSensible ? date.toISOString() : null
}

const longestDate = 200
const mailDate =
  /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:\.\d+)?\s*(am\b|pm\b)?\s*([+-]\s?\d{1,2}:?\d{2}|[a-z]{1,5})?/i

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
/** Indonesian, as some office programs write it. */
const otherMonths: Record<string, number> = { mei: 4, agu: 7, ags: 7, okt: 9, nop: 10, des: 11 }

/** Minutes east of Greenwich. RFC 5322 §4.3 has the American ones; unknown names are UTC. */
const zones: Record<string, number> = {
  wib: 420,
  wita: 480,
  wit: 540,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  bst: 60,
  cet: 60,
  met: 60,
  cest: 120,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  sgt: 480,
  hkt: 480,
  jst: 540,
  kst: 540,
}

function timeOf([
  ,
  day,
  monthName = '',
  year = '',
  hour,
  minute,
  second = '0',
  half,
  zone = '',
]: RegExpExecArray): number {
  const name = monthName.toLowerCase()
  const month = otherMonths[name] ?? months.indexOf(name)
  if (month < 0) return Number.NaN
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour)
  if (Number(day) > 31 || hours > 24 || Number(minute) > 59 || Number(second) > 60) return Number.NaN
  const utc = Date.UTC(yearOf(year), month, Number(day), hours, Number(minute), Number(second))
  return utc - offsetMinutes(zone) * 60_000
}

/** RFC 5322 §4.3: two digits below 50 are this century's, three count from 1900. */
function yearOf(digits: string): number {
  const year = Number(digits)
  if (digits.length >= 4) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])\s?(\d{1,2}?):?(\d{2})$/.exec(zone) ?? []
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return zones[zone.toLowerCase()] ?? 0
}
