import type { EarlierMessage, Letterhead } from '../../contract/mail.ts'
import { escapeHtml } from '../../lib/html.ts'
import { contactLines } from './letterhead.ts'
import { quotedHtml } from './quoted-thread.ts'
import { blocksOf, type Block, type Item } from './letter-blocks.ts'

interface LetterOptions {
  language: 'id' | 'en'
  letterhead: Letterhead
  /** What was said before, the newest first. */
  thread?: EarlierMessage[]
}

/**
 * A letter's text as HTML, in the same words. Inline styles and the reader's own colours only: mail programs drop
 * style sheets, and their dark themes do best with what sets none.
 */
export function letterHtml(text: string, { language, letterhead, thread = [] }: LetterOptions): string {
  const body = blocksOf(text, letterhead.name).map(htmlOf).join('\n')
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letterhead.name)}</title>
</head>
<body>
<div lang="${language}" style="${styles.letter}">
${head(letterhead)}
${body}
${foot(text, letterhead)}
${quotedHtml(thread)}
</div>
</body>
</html>
`
}

function head({ name, shortOffice }: Letterhead): string {
  return `<p style="${styles.head}"><strong style="${styles.name}">${escapeHtml(name)}</strong> <span style="${styles.office}">${escapeHtml(shortOffice)}</span></p>`
}

function foot(text: string, letterhead: Letterhead): string {
  return `<p style="${styles.foot}">${lines(contactLines(text, letterhead))}</p>`
}

const styles = {
  // Word, which draws the mails of Outlook, takes Times for a first font it does not know.
  letter:
    "max-width:600px;padding:8px;font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere",
  // A rule in a colour that both themes bear; its words in whatever colour the reader's theme has.
  head: 'margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid #2a8f86;line-height:1.3',
  name: 'font-size:20px;letter-spacing:-.01em',
  office: 'font-size:14px;opacity:.75;white-space:nowrap',
  foot: 'margin:24px 0 0;padding:12px 0 0;border-top:1px solid #999999;font-size:13px;line-height:1.5;opacity:.75',
  paragraph: 'margin:0 0 16px',
  // Fainter in whatever colour the reader's theme has.
  aside: 'margin:0 0 16px;font-size:14px;opacity:.75',
  list: 'margin:0 0 16px;padding-left:28px',
  item: 'margin:0 0 6px',
  signature: 'margin:24px 0 0;max-width:420px',
  signedBy: 'font-size:14px;opacity:.75',
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${styles.paragraph}">${lines(block.lines)}</p>`
    case 'aside':
      return `<p style="${styles.aside}">${lines(block.lines)}</p>`
    case 'numbers':
      return `<ol start="${block.start}" style="${styles.list}">\n${block.items.map(item).join('\n')}\n</ol>`
    case 'bullets':
      return `<ul style="${styles.list}">\n${block.items.map(item).join('\n')}\n</ul>`
    case 'signature':
      return signature(block.lines, block.name)
  }
}

function item(text: Item): string {
  return `<li style="${styles.item}">${lines(text)}</li>`
}

function signature(all: string[], name: string): string {
  const shown = all.map((line) => {
    if (line === name) return `<strong>${linked(line)}</strong>`
    return line.endsWith(',') ? linked(line) : `<span style="${styles.signedBy}">${linked(line)}</span>`
  })
  return `<p style="${styles.signature}">${shown.join('<br>\n')}</p>`
}

function lines(all: string[]): string {
  return all.map(linked).join('<br>\n')
}

/** An address begins where its characters do (RFC 5321 §4.5.3.1: 64 at most), or a long word would be tried from every place. */
const address = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/

function linked(text: string): string {
  const parts = text.split(address)
  return parts.map((part, index) => (index % 2 ? anchor(part) : escapeHtml(part))).join('')
}

function anchor(found: string): string {
  const href = found.includes('://') ? found : `mailto:${found}`
  return `<a href="${escapeHtml(href)}">${escapeHtml(found)}</a>`
}
