/** Two word lists, one entry a line: what people write, a tab, the dictionary's word or words. Up to four words a key. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface WordList {
  /** What stands for this in the dictionary; undefined for what is not listed. */
  get(written: string): string | undefined
  /** How many words the longest key has that begins with this one. */
  longestFrom(first: string): number
}

/** Chat spelling, abbreviations, slang, slips and spoken letters → the dictionary's word. */
export const spelling = readWords('spelling.tsv')
/** English words of permit talk → the Indonesian word the catalogue uses. */
export const english = readWords('english.tsv')

function readWords(name: string): WordList {
  const meanings = new Map<string, string>()
  const longest = new Map<string, number>()
  for (const line of readFileSync(join(import.meta.dirname, name), 'utf8').split('\n')) {
    const [written, meaning] = line.split('\t')
    if (!written || !meaning) continue
    meanings.set(written, meaning)
    const [first = '', ...more] = written.split(' ')
    longest.set(first, Math.max(longest.get(first) ?? 1, 1 + more.length))
  }
  return { get: (written) => meanings.get(written), longestFrom: (first) => longest.get(first) ?? 1 }
}
