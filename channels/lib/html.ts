import sanitize from 'sanitize-html'

/**
 * HTML from strangers made safe to show in a sandboxed frame: no scripts, handlers, styles, forms or frames;
 * remote images wait in `data-src` until a person asks for them, `cid:` images keep their `src`.
 */
export function sanitizeHtml(html: string): string {
  return sanitize(html, options).trim()
}

/** Plain text as HTML, every character literal. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

const blockTags =
  'p div blockquote pre ul ol li dl dt dd table caption thead tbody tfoot tr td th hr center section article h1 h2 h3 h4 h5 h6'
const inlineTags = 'a b i u s em strong small big sub sup span font code tt br img del ins q cite'

const options: sanitize.IOptions = {
  allowedTags: `${blockTags} ${inlineTags}`.split(' '),
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
