import { escapeHtml } from '../../lib/html.ts'

/** `text/enriched` (RFC 1896) and the older `text/richtext` as HTML: a single line feed is a space, and so on for more of them. */
export function htmlOfEnriched(text: string): string {
  return text
    .replace(/<param>[^<]*<\/param>/gi, '')
    .split(/(<\/?[a-z-]{1,30}>)/i)
    .map((piece) => (/^<\/?[a-z-]{1,30}>$/i.test(piece) ? tagOf(piece) : wordsOf(piece)))
    .join('')
}

const tags: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  fixed: 'code',
  excerpt: 'blockquote',
  paragraph: 'p',
  nl: 'br',
}

function tagOf(tag: string): string {
  const name = tags[tag.replace(/[</>]/g, '').toLowerCase()]
  if (!name) return ''
  return `${tag.startsWith('</') ? '</' : '<'}${name}>`
}

function wordsOf(text: string): string {
  return escapeHtml(text.replaceAll('<<', '<')).replace(/\n+/g, (feeds) =>
    feeds.length === 1 ? ' ' : '<br>'.repeat(feeds.length - 1),
  )
}
