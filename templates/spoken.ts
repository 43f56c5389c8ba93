import { digitWords, numberWords } from './number-words.ts'
import type { Language } from './topics.ts'

/**
 * A written fact as a voice says it: addresses by their words, amounts, times and numbers of laws in full, and
 * no sign that a speech program would read out or swallow. Dates and small numbers stay: those it reads well.
 * `written` is the language of the text itself: facts are Indonesian, whoever listens.
 */
export function spoken(text: string, language: Language, written: Language = language): string {
  return steps[language][written]
    .reduce((said, [pattern, replace]) => said.replace(pattern, replace), text)
    .trim()
}

type Step = [pattern: RegExp, replace: (whole: string, one: string, other: string) => string]

function stepsFor(language: Language, written: Language): Step[] {
  const say = words[language]
  const own = words[written]
  return [
    ...addresses(say),
    [/\(([^()]*)\)/g, (_, inner) => `, ${inner},`],
    [/(\d)\s*[-–]\s*(?=\d|Rp\d)/g, (_, before) => `${before} ${own.to} `],
    [/Rp\s?(\d{1,3}(?:\.\d{3})*)/g, (_, amount) => `${inWords(amount, language)} rupiah`],
    ...laws(say),
    [/\b([01]\d|2[0-3])[.:]([0-5]\d)\b/g, (_, hour, minute) => clock(Number(hour), Number(minute), language)],
    [/\b\d{1,3}(?:\.\d{3})+\b/g, (number) => inWords(number, language)],
    [/\b\d{7,}\b/g, (digits) => digitWords(digits, language)],
    [/(\d)\s*x\s*(?=\d)/g, (_, before) => `${before} ${own.times} `],
    ...say.abbreviations.map(([short, long]): Step => [short, () => long]),
    ...signs(own),
  ]
}

interface Words {
  dot: string
  to: string
  times: string
  or: string
  and: string
  andUp: string
  number: string
  year: string
  abbreviations: [short: RegExp, long: string][]
}

const words: Record<Language, Words> = {
  id: {
    dot: 'titik',
    to: 'sampai',
    times: 'kali',
    or: 'atau',
    and: 'dan',
    andUp: 'ke atas',
    number: 'nomor',
    year: 'tahun',
    abbreviations: [
      [/\bUU (?=nomor)/g, 'Undang-Undang '],
      [/\bPP (?=nomor)/g, 'Peraturan Pemerintah '],
      [/\bSE (?=[A-Z])/g, 'Surat Edaran '],
      [/\bSK Kadis\b/g, 'Surat Keputusan Kepala Dinas'],
      [/\bjo\. /g, 'juncto '],
      [/\bJl\. /g, 'Jalan '],
      [/\bKav\. /g, 'Kaveling '],
      [/\bWIB\b/g, 'Waktu Indonesia Barat'],
    ],
  },
  en: {
    dot: 'dot',
    to: 'to',
    times: 'by',
    or: 'or',
    and: 'and',
    andUp: 'and above',
    number: 'number',
    year: 'of',
    abbreviations: [
      [/\bUU (?=number)/g, 'Law '],
      [/\bPP (?=number)/g, 'Government Regulation '],
      [/\bPerda DKI (?=number)/g, 'Jakarta Regional Regulation '],
      [/\bPergub DKI (?=number)/g, 'Jakarta Governor Regulation '],
      [/\bSE (?=[A-Z])/g, 'Circular of '],
      [/\bSK Kadis\b/g, 'Decree of the Head of'],
      [/\bjo\. /g, 'with '],
      [/\bJl\. /g, 'Jalan '],
      [/\bKav\. /g, 'Kaveling '],
      [/\bWIB\b/g, 'Western Indonesia Time'],
    ],
  },
}

const steps: Record<Language, Record<Language, Step[]>> = {
  id: { id: stepsFor('id', 'id'), en: stepsFor('id', 'en') },
  en: { id: stepsFor('en', 'id'), en: stepsFor('en', 'en') },
}

/** A path would be spelled for half a minute: of a web address only the host is said. */
function addresses(say: Words): Step[] {
  const dots = (host: string) => host.replaceAll('.', ` ${say.dot} `)
  return [
    [/([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)/g, (_, name, host) => `${dots(name)} at ${dots(host)}`],
    [/https?:\/\/([\w.-]*\w)(?:\/[^\s,;()]*)?/g, (_, host) => dots(host)],
    [/\b(?:[a-z0-9-]+\.)+(?:id|com|org)\b/g, (host) => dots(host)],
    [/@(?=\w)/g, () => ''],
  ]
}

/** `PP 16/2021` is number 16 of the year 2021; longer numbers keep their parts. Bounded, or `1.1.1.…` takes seconds. */
function laws(say: Words): Step[] {
  const parts = (number: string) => number.replace(/[./-]+/g, ' ')
  return [
    [
      /\b([\w.-]{0,30}\d[\w.-]{0,30}(?:\/[\w.]{1,30}){0,5}|[A-Z]{1,20}\.[\w./]{1,60})\/((?:19|20)\d\d)\b/g,
      (_, number, year) => `${say.number} ${parts(number)} ${say.year} ${year}`,
    ],
    [/\b\d+(?:\/\w+)+/g, (number) => `${say.number} ${parts(number)}`],
  ]
}

function signs(say: Words): Step[] {
  return [
    [/\bRT ?\/ ?RW\b/g, () => 'RT RW'],
    [/\s*\/\s*/g, () => ` ${say.or} `],
    [/(\w)\+/g, (_, before) => `${before} ${say.andUp}`],
    [/\s*[+&]\s*/g, () => ` ${say.and} `],
    [/[()"“”'‘’<>*_#]/g, () => ''],
    [/:\s/g, () => ', '],
    [/;\s*(.)/g, (_, next) => `. ${next.toUpperCase()}`],
    [/\s+/g, () => ' '],
    [/\s*(?:,\s*)+(?=[.,]|$)/g, () => ''],
    [/\s+(?=[,.])/g, () => ''],
    [/,(?=\S)/g, () => ', '],
  ]
}

function inWords(number: string, language: Language): string {
  return numberWords(Number(number.replaceAll('.', '')), language)
}

function clock(hour: number, minute: number, language: Language): string {
  const minutes = minute === 0 ? '' : numberWords(minute, language)
  if (language === 'id') return `${numberWords(hour, 'id')}${minutes && ` lewat ${minutes} menit`}`
  const part = hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening'
  return [numberWords(hour % 12 || 12, 'en'), minutes, part].filter(Boolean).join(' ')
}
