import { closingWords, openingWords } from './lexicon/courtesies.ts'
import { english, spelling } from './lexicon/words.ts'

/** In UTF-16 units; of what is longer nobody reads the rest either. */
const maxLength = 60_000
/** Of a long text its beginning and its end count: people tell first and ask at the end. */
const maxEnd = 3000
const maxTokens = 800

export interface Word {
  /** As the citizen wrote it, in small letters. */
  raw: string
  /** In the dictionary's spelling. */
  word: string
  /** In the clause that asks: the last one with a question mark, else the last. People tell first and ask at the end. */
  isAsked: boolean
}

/** Any text → its words in dictionary spelling; addresses, long numbers and courtesies are left out. */
export function normalise(text: string): Word[] {
  const plain = endsOf(ownWords(text.slice(0, maxLength)))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\/\/\S{1,300}|\S{1,64}@\S{1,200}/g, ' ')
  const all = [...plain.matchAll(/[\p{L}\p{N}]{1,40}(?:-[\p{L}\p{N}]{1,40}){0,3}/gu)]
  const found = all.length <= maxTokens ? all : [...all.slice(0, maxTokens / 2), ...all.slice(-maxTokens / 2)]
  const raws = found.map(([raw]) => raw)
  const [from, to] = askingClause(plain)
  return withoutCourtesies(
    toWords(raws, (at) => (found[at]?.index ?? 0) >= from && (found[at]?.index ?? 0) < to),
  )
}

/** "Mau nanya dong" must not speak against a question, nor "makasih ya" for an answer: of a message that says no more nothing is left. */
function withoutCourtesies(words: Word[]): Word[] {
  const from = words.findIndex(({ word }) => !openingWords.has(word))
  const to = words.findLastIndex(({ word }) => !closingWords.has(word)) + 1
  const isAllCourtesy = words.every(({ word }) => openingWords.has(word) || closingWords.has(word))
  return isAllCourtesy ? [] : words.slice(from, to)
}

function endsOf(text: string): string {
  return text.length <= 2 * maxEnd ? text : `${text.slice(0, maxEnd)}\n${text.slice(-maxEnd)}`
}

const clauseMarks = ',.;:!?\n'

/** Where the asking clause begins and ends. By hand, since a pattern that looks for an end tries from every place. */
function askingClause(text: string): [number, number] {
  let to = text.lastIndexOf('?')
  if (to < 0) {
    to = text.length
    while (to > 0 && (clauseMarks + ' ').includes(text.charAt(to - 1))) to--
  }
  let from = to
  while (from > 0 && !clauseMarks.includes(text.charAt(from - 1))) from--
  return [from, to]
}

/** The bare stem by affix stripping; applied alike to catalogue and question, so it need not be a word. */
export function stem(word: string): string {
  let rest = word
  if (/^\d/.test(rest)) return rest
  for (const suffix of ['nya', 'lah', 'kah', 'pun']) rest = cut(rest, suffix)
  for (const suffix of ['kan', 'an']) rest = cut(rest, suffix)
  for (let round = 0; round < 2; round++) rest = withoutPrefix(rest)
  return rest
}

/** The longest listed phrase first: "ka te pe" is one word, and so is "birth certificate". */
function toWords(raws: readonly string[], isAsked: (at: number) => boolean): Word[] {
  const words: Word[] = []
  for (let at = 0; at < raws.length;) {
    const length = phraseLength(raws, at)
    const raw = raws.slice(at, at + length).join(' ')
    const meaning = length > 1 ? meaningOf(raw).split(' ') : toDictionary(raw)
    words.push(...meaning.map((word) => ({ raw, word, isAsked: isAsked(at) })))
    at += length
  }
  return words
}

function phraseLength(raws: readonly string[], at: number): number {
  const first = raws[at] ?? ''
  let length = Math.min(raws.length - at, Math.max(spelling.longestFrom(first), english.longestFrom(first)))
  while (length > 1 && meaningOf(raws.slice(at, at + length).join(' ')) === '') length--
  return length
}

function meaningOf(phrase: string): string {
  return spelling.get(phrase) ?? english.get(phrase) ?? ''
}

function toDictionary(raw: string): string[] {
  if (/^\d{7,}$/.test(raw) && !raw.startsWith('150')) return []
  const known = meaningOf(raw)
  if (known !== '') return known.split(' ')
  const parts = raw.split('-')
  // Indonesian doubles a word for the plural: syarat-syarat, syarat2.
  const halved = parts.length === 2 && parts[0] === parts[1] ? parts.slice(0, 1) : parts
  return halved.flatMap(respell)
}

function respell(part: string): string[] {
  const single = /^\p{L}{3,}2(?:nya|an)?$/u.test(part) ? part.replace(/2.*$/, '') : part
  const calm = single.replace(/(\p{L})\1{2,}/gu, '$1')
  const bare = calm.replace(/(?<=\p{L}{3})(?:nya|ny|nye)$/u, '')
  const word = [calm, bare].map(meaningOf).find((meaning) => meaning !== '')
  const singular = word ?? english.get(calm.replace(/s$/, ''))
  return (singular ?? calm).split(' ')
}

function cut(word: string, suffix: string): string {
  return word.endsWith(suffix) && word.length - suffix.length >= 4 ? word.slice(0, -suffix.length) : word
}

const prefixes: [RegExp, string][] = [
  [/^(?:meny|peny)(?=[aiueo])/, 's'],
  [/^(?:mem|pem)(?=[aiueo])/, 'p'],
  [/^(?:men|pen)(?=[aiueo])/, 't'],
  [/^(?:meng|peng)(?=[aiueogh])/, ''],
  [/^(?:mem|pem)(?=[bfp])/, ''],
  [/^(?:men|pen)(?=[cdjt])/, ''],
  [/^(?:ber|per|ter)/, ''],
  [/^(?:di|me|se)(?=[^aiueo])/, ''],
]

function withoutPrefix(word: string): string {
  for (const [prefix, initial] of prefixes) {
    if (!prefix.test(word)) continue
    const rest = word.replace(prefix, initial)
    return rest.length >= 4 ? rest : word
  }
  return word
}

const quoteStart =
  /^(?:-{2,}\s*$|_{5,}|on .{5,120} wrote:|pada .{5,120} menulis:|dikirim dari |sent from my )/i

/** Quoted lines and what stands under a signature's dashes are not the question. */
export function ownWords(text: string): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && quoteStart.test(line.trim()))
  const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'))
  return own.join('\n')
}
