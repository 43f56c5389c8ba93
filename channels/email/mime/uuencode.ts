/** Files that stand in a text by uuencode, as mail had them before MIME and some scanners still send them. */

export interface UuFile {
  filename: string
  content: Buffer
}

const maxFiles = 100
const begin = /^begin [0-7]{3,4} (\S.{0,200})$/

/** Parts a text from the files in it. A `begin` without its `end` and without lines of data is text. */
export function withoutUuFiles(text: string): { text: string; files: UuFile[] } {
  if (!/^begin [0-7]{3,4} /m.test(text)) return { text, files: [] }
  const lines = text.split('\n')
  const kept: string[] = []
  const files: UuFile[] = []
  for (let i = 0; i < lines.length; i++) {
    const filename = begin.exec(lines[i]?.trimEnd() ?? '')?.[1]
    const end = filename === undefined ? i : endOfData(lines, i + 1)
    if (filename === undefined || end === i + 1 || files.length >= maxFiles) {
      kept.push(lines[i] ?? '')
      continue
    }
    files.push({ filename, content: Buffer.concat(lines.slice(i + 1, end).map(decodeLine)) })
    i = /^end\s*$/.test(lines[end] ?? '') ? end : end - 1
  }
  return { text: kept.join('\n'), files }
}

/** The one file of a part that is uuencoded as a whole; null when there is none. */
export function uudecode(text: string): UuFile | null {
  return withoutUuFiles(text.replace(/\r\n?/g, '\n')).files[0] ?? null
}

/** The line behind the last line of data. */
function endOfData(lines: string[], from: number): number {
  let at = from
  while (at < lines.length && isData(lines[at] ?? '')) at++
  return at
}

/** The first character says how many bytes the line holds; spaces at its end may be lost. */
function isData(line: string): boolean {
  const text = line.replace(/\r$/, '')
  if (!/^[ -`]*$/.test(text) || text === '' || text === 'end') return false
  const bytes = (text.charCodeAt(0) - 32) & 63
  const expected = 1 + Math.ceil(bytes / 3) * 4
  return text.length <= expected + 2 && text.trimEnd().length >= 1 && expected - text.length < 62
}

function decodeLine(line: string): Buffer {
  const size = (line.charCodeAt(0) - 32) & 63
  const six = (at: number) => ((at < line.length ? line.charCodeAt(at) : 32) - 32) & 63
  const bytes: number[] = []
  for (let at = 1; bytes.length < size; at += 4) {
    const group = (six(at) << 18) | (six(at + 1) << 12) | (six(at + 2) << 6) | six(at + 3)
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255)
  }
  return Buffer.from(bytes.slice(0, size))
}
