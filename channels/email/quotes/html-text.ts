import { createListMarks, linkAddress } from './html-marks.ts'

/**
 * Reads HTML that `sanitizeHtml` has made as plain text, in linear time and any depth: such HTML is well-formed
 * and knows only four entities. Quotations get `> `, so they can be folded like those of plain mail.
 */
export function textOfSafeHtml(html: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  let lastDepth = 0
  let preformatted = 0
  let blankWanted = false
  const lists = createListMarks()
  let link: { address: string; from: number } | null = null

  const endLine = () => {
    const text = preformatted ? line : /^ +(?:- |\d+\. )/.test(line) ? line.trimEnd() : line.trim()
    line = ''
    if (!text) return
    if (blankWanted && lines.length) lines.push(quoteMarks(Math.min(depth, lastDepth)).trimEnd())
    blankWanted = false
    lastDepth = depth
    lines.push(quoteMarks(depth) + text)
  }

  for (const [token, tag] of html.matchAll(/<\/?([a-z0-9]+)[^>]*>|[^<]+|</g)) {
    if (!tag) {
      const text = decode(token)
      if (!preformatted) line += collapse(text, line)
      else {
        const [first = '', ...rest] = text.split('\n')
        line += first
        for (const next of rest) {
          if (line) endLine()
          else lines.push('')
          line = next
        }
      }
      continue
    }
    const closing = token.startsWith('</')
    if (tag === 'br') {
      if (line.trim()) endLine()
      else blankWanted = true
    } else if (tag === 'td' || tag === 'th') line += closing ? ' ' : ''
    else if (tag === 'img') line += imageText(token)
    else if (tag === 'a') {
      if (closing && link) line += linkAddress(link.address, line.slice(link.from))
      link = closing ? null : { address: addressOf(token), from: line.length }
    } else if (blocks.has(tag)) {
      endLine()
      if (tag === 'ol' || tag === 'ul') {
        blankWanted ||= !lists.isInList()
        if (closing) lists.end()
        else lists.begin(token)
      }
      if (paragraphs.has(tag)) blankWanted ||= !lists.isInList()
      if (tag === 'blockquote') depth += closing ? -1 : 1
      if (tag === 'pre') preformatted += closing ? -1 : 1
      if (tag === 'li' && !closing) line = lists.mark()
      if (tag === 'hr') lines.push('----------')
    }
  }
  endLine()
  return lines.join('\n')
}

const paragraphs = new Set('p blockquote ul ol table pre h1 h2 h3 h4 h5 h6'.split(' '))
const blocks = new Set([...paragraphs, ...'div li tr hr center dl dt dd section article caption'.split(' ')])

function quoteMarks(depth: number): string {
  return '> '.repeat(Math.max(0, Math.min(depth, 10)))
}

function addressOf(tag: string): string {
  return decode(/\shref="(https?:[^"]*)"/.exec(tag)?.[1] ?? '')
}

function imageText(tag: string): string {
  const alt = /\salt="([^"]*)"/.exec(tag)?.[1]?.trim()
  return alt ? `[${decode(alt)}]` : ''
}

function collapse(text: string, before: string): string {
  const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ')
  return (before === '' || before.endsWith(' ')) && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
function decode(text: string): string {
  return text
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
    .replaceAll('\u00a0', ' ')
}
