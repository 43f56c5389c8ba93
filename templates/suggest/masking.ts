/**
 * What a citizen wrote, without who wrote it: fit to be kept and learnt from. Too much masked is harmless, since what
 * a question is about stands in its words; too little is not.
 */
export const mask = '•••'

/** No more than the suggester reads of a text. */
const maxLength = 6000

/** Four digits are a year or a regulation; beside letters and a sign they may be an application's number. */
const leastDigits = 5
const leastDigitsOfCode = 4

/**
 * Masks mail and web addresses, accounts (`@budi`), numbers of five digits and more however they are written (NIK,
 * telephone, NPWP, NIB, dates), application and ticket numbers, number plates, `names`, and names after "nama saya",
 * "Pak" and the like. Masking twice changes nothing.
 */
export function anonymise(text: string, names: readonly string[] = []): string {
  const plain = cut(
    cut(text)
      .replace(/\p{Cf}/gu, '')
      .normalize('NFKC'),
  )
  const bare = plain
    .replace(/\S+/g, (token) => (/@|:\/\/|^www\./i.test(token) ? mask : token))
    .replace(codes, (code) => (isPersonalCode(code) ? mask : code))
    .replace(numbers, (number) => (countDigits(number) >= leastDigits ? mask : number))
    .replace(plates, mask)
    .replace(introducedNames, (_all, cue: string) => cue + mask)
  return withoutNames(bare, names).replace(/•••(?:[\s,]{0,3}•••)+/g, mask)
}

/** Letters and digits joined by signs: `503/B.12/31.74/2026`, `PBG-317405-01`. */
const codes = /[\p{L}\p{Nd}]+(?:[/.:_#\\–-]+[\p{L}\p{Nd}]+)*/gu
/** Digits with what people write between them: `0812 3456-7890`, `+62 (21) 1500164`, `3174.0512.0390.0001`. */
const numbers = /[+(]{0,3}\p{Nd}(?:[\s().,/+*–-]{0,4}\p{Nd})+/gu
const plates = /\b[A-Z]{1,2}[ .-]?\d{3,4}[ .-]?[A-Z]{1,3}\b/g
/** Only names written large, so that "nama saya salah ketik" stays what it is. */
const introducedNames =
  /(?<!\p{L})((?:[Nn]ama (?:lengkap )?(?:saya|anak|ibu|bapak|ayah|suami|istri)(?: saya)?|[Aa]tas [Nn]ama|[Aa]\.?[Nn]\.|[Aa]lm(?:arhum(?:ah)?|h)?\.?|Pak|Bapak|Bu|Ibu|Sdri?\.?|Saudar[ai]|Mrs?\.?|Ms\.?|[Mm]y name is|[Oo]n behalf of)(?: adalah| ialah)?[ \t:]{1,3})\p{Lu}[\p{L}'’]*(?:[ \t]\p{Lu}[\p{L}'’]*){0,2}/gu

function isPersonalCode(code: string): boolean {
  if (!/\p{L}/u.test(code)) return false
  const hasSign = /[^\p{L}\p{Nd}]/u.test(code)
  return countDigits(code) >= (hasSign ? leastDigitsOfCode : leastDigits)
}

function countDigits(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0
}

/** Shorter ones are initials, and words like any other. */
const leastNameLength = 3

function withoutNames(text: string, names: readonly string[]): string {
  const known = new Set(names.flatMap((name) => (name.match(nameParts) ?? []).map(fold)))
  return text.replace(nameParts, (word) => {
    const plain = fold(word)
    return plain.length >= leastNameLength && known.has(plain) ? mask : word
  })
}

const nameParts = /[\p{L}\p{M}]+/gu

function fold(word: string): string {
  return word.toLowerCase().normalize('NFKD').replace(/\P{L}/gu, '')
}

/** A number cut in two would look harmless: what the cut goes through is left out whole. */
function cut(text: string): string {
  return text.length <= maxLength ? text : text.slice(0, maxLength).replace(/\S*$/, '')
}
