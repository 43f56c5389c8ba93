/**
 * Where HTML shows, by what mail programs put into ids, classes and styles, that older mail begins. Sanitising takes these away,
 * so each is noted before as a sign in the words, which are noncharacters of Unicode and stand in no text.
 */
const olderSign = '\ufdd0'
const introductionSign = '\ufdd1'

export type QuoteMark = 'older' | 'introduction'

/** The HTML with its signs: `older` where all that follows is, `introduction` above a quotation that answers may follow. */
export function withQuoteSigns(html: string): string {
  return withoutSigns(html).replace(tag, (found) => {
    if (older.some((pattern) => pattern.test(found))) return found + olderSign
    return introduction.test(found) ? found + introductionSign : found
  })
}

export function withoutSigns(text: string): string {
  return text.replace(/[\ufdd0\ufdd1]/g, '')
}

/** Text without the signs, and by its lines' numbers what they said. A line that holds nothing but a sign goes. */
export function readQuoteSigns(signed: string): { text: string; marks: Map<number, QuoteMark> } {
  const marks = new Map<number, QuoteMark>()
  if (signed === withoutSigns(signed)) return { text: signed, marks }
  const lines: string[] = []
  let mark: QuoteMark | null = null
  for (const line of signed.split('\n')) {
    if (line.includes(olderSign)) mark = 'older'
    else if (line.includes(introductionSign)) mark ??= 'introduction'
    const text = withoutSigns(line)
    if (text !== line && !text.replace(/[>\s]/g, '')) {
      if (lines.at(-1) === '') lines.pop()
      continue
    }
    if (mark && text.trim()) {
      marks.set(lines.length, mark)
      mark = null
    }
    lines.push(text)
  }
  return { text: lines.join('\n'), marks }
}

const tag = /<(?:div|blockquote|hr|span|p|td)\b[^<>]{1,1000}>/gi

const older = [
  // Outlook: on the web, on phones, on the desktop.
  /\bid\s*=\s*["']?(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)\b/i,
  /border:\s*none;\s*border-top:\s*solid #(?:B5C4DF|E1E1E1|CCCCCC) 1(?:\.0)?pt/i,
  // Yahoo, Zimbra, Windows Mail, AOL.
  /\b(?:class|id|data-marker)\s*=\s*["']?[^"'>]*(?:yahoo_quoted|yQTDBase|ydp[\w-]*yahoo_quoted|__DIVIDER__|aolReplacedBody)/i,
]

const introduction =
  /\bclass\s*=\s*["']?[^"'>]*(?:gmail_quote|gmail_attr|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote|mailru-blockquote)/i
