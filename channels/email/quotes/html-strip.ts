/**
 * The words of HTML that is too much to be understood: no tree, one look at each character, whatever it holds.
 * Coarser than `textOfSafeHtml`, and never slow.
 */
export function strippedText(html: string): string {
  const words: string[] = []
  /** What must come before words count again: the end of a comment, of a tag, or of an element without words. */
  let until: string | null = null
  let wordless: string | null = null
  for (const [token, tagName] of html.matchAll(tokens)) {
    const name = tagName?.toLowerCase()
    if (until !== null) {
      if (until === '>' ? !token.endsWith('>') : token !== until) continue
      until = null
    } else if (wordless !== null) {
      if (token.startsWith('</') && name === wordless) [wordless, until] = [null, '>']
    } else if (token === '<!--') until = '-->'
    else if (name !== undefined) {
      until = '>'
      if (blocks.has(name)) words.push('\n')
      else if (name === 'td' || name === 'th') words.push(' ')
      if (neverWords.has(name) && !token.startsWith('</')) wordless = name
    } else words.push(token)
  }
  return decoded(words.join(''))
    .replace(/[ \t\r\f\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Sanitising takes time by the square where tags are never closed; no letter to an office has so many. */
export function isTooMuch(html: string): boolean {
  if (html.length > longestHtml) return true
  const tags = html.match(/<\/?[a-z]/gi) ?? []
  return tags.length > 2 * mostTags || tags.filter((tag) => tag[1] !== '/').length > mostTags
}

const longestHtml = 2 * 1024 * 1024
const mostTags = 20_000

const tokens = /<!--|-->|<[/!?]?([a-z][a-z0-9]{0,20})|[^<>-]+|[<>-]/gi
const blocks = new Set(
  'p div br li tr hr table blockquote ul ol pre center dl dt dd section article h1 h2 h3 h4 h5 h6'.split(' '),
)
const neverWords = new Set('script style title textarea option noscript template'.split(' '))

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (all, decimal, hex, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? String(all)
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : String(all)
  })
}
