/** A long answer by SMS: its first words, and the link to the private page on which all of it stands. */

/** With the link some two SMS. */
const mostCharacters = 200

const readOn = { id: 'Selengkapnya', en: 'Read all of it' } as const

/** The beginning of a text, at best to the end of a sentence; dots that every SMS knows say that more follows. */
export function beginningOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= mostCharacters) return line
  const start = line.slice(0, mostCharacters)
  const sentences = /^.*[.!?](?=\s)/.exec(start)?.[0] ?? ''
  if (sentences.length >= mostCharacters / 3) return sentences
  return `${start.replace(/\s\S*$/, '').replace(/[\uD800-\uDBFF]$/, '')}...`
}

export function essentialsOf(text: string, language: 'id' | 'en', link: string): string {
  return `${beginningOf(text)}\n${readOn[language]}: ${link}`
}
