import sanitize from 'sanitize-html'

/**
 * HTML from strangers made safe to show in a sandboxed frame: no scripts, handlers, styles, forms or frames;
 * remote images wait in `data-src` until a person asks for them, `cid:` images keep their `src`.
 */
export function sanitizeHtml(html: string): string {
  return sanitize(html, options).trim()
}

/** Reads HTML as plain text, in linear time and any depth. Quotations get `> `, so they can be folded. */
export function htmlToText(html: string): string {
  return textOfSafeHtml(sanitizeHtml(html))
}

/** The same for HTML that `sanitizeHtml` has made: well-formed, with only four entities. */
export function textOfSafeHtml(html: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  let lastDepth = 0
  let preformatted = 0
  let blankWanted = false

  const endLine = () => {
    const text = preformatted ? line : line.trim()
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
    else if (blocks.has(tag)) {
      endLine()
      if (paragraphs.has(tag)) blankWanted = true
      if (tag === 'blockquote') depth += closing ? -1 : 1
      if (tag === 'pre') preformatted += closing ? -1 : 1
      if (tag === 'li' && !closing) line = '- '
      if (tag === 'hr') lines.push('---')
    }
  }
  endLine()
  return lines.join('\n')
}

/** Plain text as HTML, every character literal. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

function quoteMarks(depth: number): string {
  return '> '.repeat(Math.max(0, Math.min(depth, 10)))
}

const paragraphs = new Set([
  'p',
  'blockquote',
  'ul',
  'ol',
  'table',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])
const blocks = new Set([
  ...paragraphs,
  'div',
  'li',
  'tr',
  'hr',
  'center',
  'dl',
  'dt',
  'dd',
  'section',
  'article',
  'caption',
])
const inline =
  'a b i u s em strong small big sub sup span font code tt br img thead tbody tfoot td th del ins q cite'

const options: sanitize.IOptions = {
  allowedTags: [...blocks, ...inline.split(' ')],
  // A head without its end tag would swallow the body, so only what is never words is dropped whole.
  nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'noscript', 'template'],
  allowedAttributes: {
    a: ['href', 'target', 'rel', 'title'],
    img: ['src', 'data-src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan', 'align', 'valign'],
    th: ['colspan', 'rowspan', 'align', 'valign'],
    font: ['color'],
    ol: ['start'],
    '*': ['dir', 'lang'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowProtocolRelative: false,
  // Browsers slow down badly on very deep trees; deeper tags lose their marks, not their words.
  nestingLimit: 100,
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' },
    }),
    img: (tagName, { src, alt, width, height }) => ({
      tagName,
      attribs: {
        ...imageSource(src),
        ...(alt && { alt }),
        ...(width && { width }),
        ...(height && { height }),
      },
    }),
  },
}

function imageSource(src: string | undefined): Record<string, string> {
  const address = src?.trim() ?? ''
  if (/^(?:cid:|data:image\/(?:png|jpe?g|gif|webp);)/i.test(address)) return { src: address }
  return /^https?:\/\//i.test(address) ? { 'data-src': address } : {}
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
