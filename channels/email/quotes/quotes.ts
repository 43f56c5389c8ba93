import type { QuoteMark } from './html-quotes.ts'
import { holdsHeaderBlock, opensHeaderBlock } from './quote-headers.ts'
import {
  beginsIntroduction,
  isIntroduction,
  isIntroductionLine,
  saysWhenOrWho,
} from './quote-introductions.ts'
import { isForwardSeparator, isReplySeparator, isRule } from './quote-lines.ts'
import { isQuoted, joined, linesOf, nextFilled, previousFilled, textsFrom, type Line } from './text-lines.ts'
import { isMobileSignature, isSignatureMark } from './signature-lines.ts'

/**
 * Parts what the sender wrote now from what stood in the conversation before. Nothing is cut away:
 * `reply + quoted === text`. Answers between quoted lines, forwarded mail and a mail that is only a
 * quotation stay whole in `reply`. Linear in the length of the text.
 */
export function splitQuotes(
  text: string,
  options: { forwarded?: boolean; marks?: Map<number, QuoteMark> } = {},
): { reply: string; quoted: string } {
  const lines = linesOf(text, options.marks)
  const end = options.forwarded ? lines.length : separatorIndex(lines)
  const forwarded = options.forwarded || (end < lines.length && isForwardSeparator(lines[end]?.text ?? ''))
  if (forwarded) return { reply: text, quoted: '' }

  const cut = withoutSignature(lines, withoutTrailingQuote(lines, end))
  const reply = text.slice(0, lines[cut]?.offset ?? text.length).trimEnd()
  return reply && cut < lines.length
    ? { reply, quoted: text.slice(reply.length) }
    : { reply: text, quoted: '' }
}

const longestSignature = 15

/** First line after which all is older mail, whatever it looks like; the number of lines when there is none. */
function separatorIndex(lines: Line[]): number {
  let anythingBefore = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]?.text ?? ''
    if (!line) continue
    if (isForwardSeparator(line)) return i
    const isOlder = lines[i]?.mark === 'older' || isReplySeparator(line)
    if (isOlder || (isLabelled.test(line) && isAboveHeaders(lines, i))) {
      return anythingBefore ? ruleBefore(lines, i) : lines.length
    }
    const length = introductionLength(lines, i)
    if (length) {
      const next = nextFilled(lines, i + length)
      // Followed by `>` lines it is no separator: answers may stand between them.
      const isSure = saysWhenOrWho(joined(lines, i, length))
      if (isSure && (!next || !isQuoted(next.text))) return anythingBefore ? i : lines.length
      i += length - 1
    }
    anythingBefore = true
  }
  return lines.length
}

/** Outlook draws a line of underscores above its header block. */
function ruleBefore(lines: Line[], index: number): number {
  const above = previousFilled(lines, index)
  return above !== null && isRule(lines[above]?.text ?? '') ? above : index
}

function isAboveHeaders(lines: Line[], index: number): boolean {
  const block = textsFrom(lines, index, 7)
  return opensHeaderBlock(block) || (ruleBefore(lines, index) !== index && holdsHeaderBlock(block))
}

const isLabelled = /^\S.{0,40}[::]/

function withoutTrailingQuote(lines: Line[], end: number): number {
  let cut = end
  let quotedLines = 0
  for (let at = previousFilled(lines, cut); at !== null; at = previousFilled(lines, cut)) {
    const line = lines[at]?.text ?? ''
    if (isQuoted(line)) quotedLines++
    else if (quotedLines > 0 || !isMobileSignature(line)) break
    cut = at
  }
  if (!quotedLines) return end
  return introductionBefore(lines, cut) ?? cut
}

/** Where the introduction that ends on the last filled line before `end` begins; null when there is none. */
function introductionBefore(lines: Line[], end: number): number | null {
  const last = closesAddress(lines, end) ? end : previousFilled(lines, end)
  if (last === null) return null
  if (lines[last]?.mark === 'introduction') return last
  if (!endsInColon(lines[last]?.text ?? '')) return null
  for (const isOne of [beginsIntroduction, isIntroduction]) {
    for (let first = last; first >= Math.max(0, last - 2); first--) {
      const line = lines[first]?.text ?? ''
      if (!line || (isQuoted(line) && first !== end)) break
      if (isOne(joined(lines, first, last - first + 1))) return first
    }
  }
  return isIntroductionLine(lines[last]?.text ?? '') ? last : null
}

function withoutSignature(lines: Line[], end: number): number {
  const last = previousFilled(lines, end)
  if (last === null) return end
  if (isMobileSignature(lines[last]?.text ?? '')) return last
  for (let i = last; i > Math.max(0, last - longestSignature); i--) {
    if (isSignatureMark(lines[i]?.text ?? '')) return i
  }
  return end
}

/** How many lines, one to three, the "On … wrote:" beginning here takes; 0 when none begins. */
function introductionLength(lines: Line[], index: number): number {
  for (let length = 1; length <= 3; length++) {
    const last = lines[index + length - 1]?.text
    if (!last || (isQuoted(last) && !closesAddress(lines, index + length - 1))) break
    if (endsInColon(last) && isIntroduction(joined(lines, index, length))) return length
  }
  return isIntroductionLine(lines[index]?.text ?? '') ? 1 : 0
}

/** `Pada … Kantor <a@b.example` broken before its `> menulis:`, which is no quotation. */
function closesAddress(lines: Line[], index: number): boolean {
  const line = lines[index]?.text ?? ''
  return /^>[^>]{0,40}[::]$/.test(line) && /<[^>]*$/.test(lines[index - 1]?.text ?? '')
}

function endsInColon(line: string): boolean {
  return line.endsWith(':') || line.endsWith(':')
}
