/** Ways to write a name or a fact, apart from how it stands in the catalogue. */

/** Names of their own keep their capital inside a sentence. */
const ownNames = new Set(['Covid', 'Samsat'])

/** As it stands within a sentence: `Izin apotek` → `izin apotek`; a title (`Izin Mendirikan …`) keeps its capitals. */
export function inSentence(text: string): string {
  const [, first] = /^([A-Z][a-z]+)(?:$|[,;]|[/ ](?=[a-z(\d]))/.exec(text) ?? []
  return first === undefined || ownNames.has(first) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}

/** As it begins a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function withoutParentheses(text: string): string {
  return text.replace(/\s*\([^()]*\)/g, '').trim()
}
