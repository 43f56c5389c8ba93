import type { Language } from './topics.ts'

/** A whole number from 0 up to 999 trillion as one says it: `tiga ratus lima puluh ribu`. */
export function numberWords(number: number, language: Language): string {
  if (number === 0) return language === 'id' ? 'nol' : 'zero'
  const groups = scales[language].flatMap((scale, power) => {
    const group = Math.floor(number / 1000 ** power) % 1000
    if (group === 0) return []
    if (language === 'id' && power === 1 && group === 1) return ['seribu']
    return [[belowThousand[language](group), scale].filter(Boolean).join(' ')]
  })
  return groups.reverse().join(' ')
}

/** Digit by digit, as a telephone number is said. */
export function digitWords(digits: string, language: Language): string {
  return [...digits].map((digit) => numberWords(Number(digit), language)).join(' ')
}

const scales: Record<Language, string[]> = {
  id: ['', 'ribu', 'juta', 'miliar', 'triliun'],
  en: ['', 'thousand', 'million', 'billion', 'trillion'],
}

const units: Record<Language, string[]> = {
  id: 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' '),
  en: (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  ).split(' '),
}
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const belowThousand: Record<Language, (number: number) => string> = { id: indonesian, en: english }

function indonesian(number: number): string {
  const unit = (one: number) => units.id[one] ?? ''
  const [hundreds, rest] = [Math.floor(number / 100), number % 100]
  const hundred = hundreds === 0 ? '' : hundreds === 1 ? 'seratus' : `${unit(hundreds)} ratus`
  if (rest === 0) return hundred
  const last = rest % 10 === 0 ? '' : unit(rest % 10)
  const words =
    rest < 12 ? unit(rest) : rest < 20 ? `${last} belas` : `${unit(Math.floor(rest / 10))} puluh ${last}`
  return `${hundred} ${words}`.trim()
}

function english(number: number): string {
  const unit = (one: number) => units.en[one] ?? ''
  const [hundreds, rest] = [Math.floor(number / 100), number % 100]
  const hundred = hundreds === 0 ? '' : `${unit(hundreds)} hundred`
  if (rest === 0) return hundred
  const words = [tens[Math.floor(rest / 10)], rest % 10 === 0 ? '' : unit(rest % 10)]
    .filter(Boolean)
    .join('-')
  return [hundred, rest < 20 ? unit(rest) : words].filter(Boolean).join(' and ')
}
