import type { QuoteMark } from './html-quotes.ts'

/** A text line by line, as quotations are looked for. */
export interface Line {
  text: string
  /** Where the line begins in the whole text. */
  offset: number
  /** What the HTML that the text comes from says of it. */
  mark: QuoteMark | null
}

export function linesOf(text: string, marks?: Map<number, QuoteMark>): Line[] {
  const lines: Line[] = []
  let offset = 0
  for (const line of text.split('\n')) {
    const judged = line.slice(0, longestJudgedLine).replace(directionMarks, '').trim()
    lines.push({ text: judged, offset, mark: marks?.get(lines.length) ?? null })
    offset += line.length + 1
  }
  return lines
}

export function joined(lines: Line[], index: number, count: number): string {
  return textsFrom(lines, index, count).join(' ')
}

export function textsFrom(lines: Line[], index: number, count: number): string[] {
  return lines.slice(index, index + count).map((line) => line.text)
}

export function nextFilled(lines: Line[], index: number): Line | null {
  for (let i = index; i < lines.length; i++) if (lines[i]?.text) return lines[i] ?? null
  return null
}

export function previousFilled(lines: Line[], index: number): number | null {
  for (let i = index - 1; i >= 0; i--) if (lines[i]?.text) return i
  return null
}

export function isQuoted(line: string): boolean {
  return line.startsWith('>')
}

const longestJudgedLine = 400
/** Arabic and Hebrew programs put them around names and dates. */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
