/** What was said before, below a letter: each message within the quotation of the one after it, as mail programs do. */
import { escapeHtml } from '../../lib/html.ts'
import type { EarlierMessage } from '../../contract/mail.ts'

/** In plain text, by `>`; the newest comes first. Empty when nothing was said before. */
export function quotedText([latest, ...older]: readonly EarlierMessage[]): string {
  if (!latest) return ''
  const said = [latest.text.trim(), quotedText(older)].filter(Boolean).join('\n\n')
  return `${latest.introduction}\n${said.split('\n').map(quote).join('\n')}`
}

/** The same in HTML. Gmail folds what bears its class, and most others any `blockquote` of this type. */
export function quotedHtml(thread: readonly EarlierMessage[]): string {
  return thread.length === 0
    ? ''
    : `<div class="gmail_quote" style="${styles.thread}">\n${nested(thread)}\n</div>`
}

function nested([latest, ...older]: readonly EarlierMessage[]): string {
  if (!latest) return ''
  const paragraphs = latest.text
    .trim()
    .split(/\n\s*\n/)
    .map(
      (paragraph) => `<p style="${styles.said}">${paragraph.split('\n').map(escapeHtml).join('<br>\n')}</p>`,
    )
  return [
    `<p style="${styles.introduction}">${escapeHtml(latest.introduction)}</p>`,
    `<blockquote type="cite" style="${styles.quotation}">`,
    ...[...paragraphs, nested(older)].filter(Boolean),
    '</blockquote>',
  ].join('\n')
}

const styles = {
  thread: 'margin:24px 0 0;font-size:14px',
  introduction: 'margin:0 0 8px;opacity:.75',
  // Narrow, for six of them stand within each other on a telephone.
  quotation: 'margin:0;padding:0 0 0 10px;border-left:2px solid #999999',
  said: 'margin:0 0 12px',
}

function quote(line: string): string {
  if (line.trim() === '') return '>'
  return line.startsWith('>') ? `>${line}` : `> ${line}`
}
