/** Everything the panel says: a file a language, of which a citizen fetches their own alone. `{name}` is filled in. */
import type sentencesInIndonesian from './words/id.json'
import enUrl from './words/en.json?url'
import idUrl from './words/id.json?url'

export type Language = 'id' | 'en'
export type Sentences = typeof sentencesInIndonesian
export type Words = (key: keyof Sentences, values?: Record<string, string | number>) => string

const urls: Record<Language, string> = { id: idUrl, en: enUrl }
const retryDelayMs = 2_000

/** On a bad line it is asked for until it is there: without words there is nothing to show. */
export async function loadWords(language: Language): Promise<Words> {
  for (;;) {
    try {
      return wordsFrom((await (await fetch(urls[language])).json()) as Sentences, language)
    } catch {
      await new Promise((done) => setTimeout(done, retryDelayMs))
    }
  }
}

/** Numbers as the language groups them: 20.000 in Indonesian, 20,000 in English. */
export function wordsFrom(sentences: Sentences, language: Language): Words {
  return (key, values = {}) =>
    sentences[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      (values[name] ?? whole).toLocaleString(language),
    )
}
