/** Ways to write a name or a fact, apart from how it stands in the catalogue. */

/** Names of their own, and of kinds of regulations, keep their capital inside a sentence. */
const ownName = /^(?:Bank|Covid|Samsat|Peraturan|Perda|Pergub|Perpol|Perpres|Permen[a-z]+)\b/

/** A first word before another that is no title: one in small letters, a number, or an abbreviation. */
const firstWord = /^[A-Z][a-z]*(?:-[a-z]+)?(?:$|[,;]|[/ ](?=[a-z(\d]|[A-Z]{2}))/

/** As it stands within a sentence: `Izin apotek` → `izin apotek`; a title (`Izin Mendirikan …`) keeps its capitals. */
export function inSentence(text: string): string {
  if (!firstWord.test(text) || ownName.test(text)) return text
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** As it begins a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function withoutParentheses(text: string): string {
  return text.replace(/\s*\([^()]*\)/g, '').trim()
}
