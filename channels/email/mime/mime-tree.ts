import { mediaTypeOf, parametersOf } from './mime-fields.ts'
import type { MailHeaders } from './headers.ts'
import { readHeaderBlock } from './headers.ts'

/** A part of a mail (RFC 2045, 2046) as it stands there: what is in `body` has still its transfer encoding. */
export interface MimePart {
  headers: MailHeaders
  /** Lower case, such as `text/plain`; what the mail leaves out is filled in (RFC 2045 §5.2). */
  type: string
  parameters: Map<string, string>
  body: Buffer
  /** Of a multipart, in order; of all others none. */
  children: MimePart[]
}

/** Beyond it the rest of the mail is one last part: nothing is lost, and nothing takes long. */
const maxParts = 3_000

interface OpenMultipart {
  part: MimePart
  delimiter: string
}

/**
 * Takes a mail apart in one walk over its bytes, whatever is wrong with it: an outer boundary closes all inner ones that were
 * never closed, and a boundary that is not named is found by how it looks.
 */
export function readMimeTree(raw: Buffer): MimePart {
  const open: OpenMultipart[] = []
  const root = readPart(raw, 0, 'text/plain', isDelimiter)
  let reading: { part: MimePart; start: number } | null = begun(root)
  let parts = 1

  function isDelimiter(line: string): boolean {
    return levelOf(line) >= 0
  }

  function levelOf(line: string): number {
    for (let level = open.length - 1; level >= 0; level--) {
      const delimiter = open[level]?.delimiter ?? ''
      if (line === delimiter || line === `${delimiter}--`) return level
    }
    return -1
  }

  /** A multipart's own children come next; anything else is a body. */
  function begun({ part, start }: { part: MimePart; start: number }) {
    const delimiter = delimiterOf(part, raw, start)
    if (delimiter) open.push({ part, delimiter })
    return { part, start }
  }

  let at = reading.start
  while (parts < maxParts && open.length) {
    const line = nextDashes(raw, at)
    if (!line) break
    at = line.end
    const level = levelOf(line.text)
    if (level < 0) continue
    if (reading) end(reading, lineBefore(raw, line.start))
    reading = null
    const parent = open[level] as OpenMultipart
    const isLast = line.text !== parent.delimiter
    open.length = isLast ? level : level + 1
    if (isLast) continue
    const child = readPart(raw, line.end, defaultTypeIn(parent.part), isDelimiter)
    parent.part.children.push(child.part)
    parts++
    reading = begun(child)
    at = child.start
  }
  if (reading) end(reading, raw.length)
  return root.part

  function end({ part, start }: { part: MimePart; start: number }, stop: number): void {
    part.body = raw.subarray(start, Math.max(start, stop))
  }
}

function readPart(raw: Buffer, start: number, defaultType: string, isDelimiter: (line: string) => boolean) {
  const { headers, end } = readHeaderBlock(raw, start, isDelimiter)
  const named = headers.first('content-type')
  const part: MimePart = {
    headers,
    type: mediaTypeOf(named) ?? defaultType,
    parameters: parametersOf(named),
    body: raw.subarray(0, 0),
    children: [],
  }
  return { part, start: end }
}

/** RFC 2046 §5.1.5. */
function defaultTypeIn(parent: MimePart): string {
  return parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
}

/** The named boundary when it occurs; else the first line that looks like one, with a header below it. */
function delimiterOf(part: MimePart, raw: Buffer, start: number): string | null {
  const named = part.parameters.get('boundary')?.trimEnd()
  const delimiter = `--${Buffer.from(named ?? '', 'utf8').toString('latin1')}`
  const isMultipart = part.type.startsWith('multipart/')
  if (
    named &&
    (isMultipart || part.type.startsWith('text/')) &&
    raw.indexOf(delimiter, start, 'latin1') >= 0
  ) {
    part.type = isMultipart ? part.type : 'multipart/mixed'
    return delimiter
  }
  if (!isMultipart) return null
  for (let line = nextDashes(raw, start), n = 0; line && n < 50; line = nextDashes(raw, line.end), n++) {
    const below = raw.toString('latin1', line.end, line.end + 40)
    if (line.text.length > 4 && /^content-[a-z-]+\s*:/i.test(below)) return line.text
  }
  return null
}

interface Line {
  /** Without white space at its end. */
  text: string
  start: number
  /** Where the next line begins. */
  end: number
}

const longestBoundaryLine = 1_000

/** The next line at or behind `from`, itself a line's begin, that begins with two dashes. */
function nextDashes(raw: Buffer, from: number): Line | null {
  let start = from
  if (raw[start] !== dash || raw[start + 1] !== dash) {
    const found = raw.indexOf('\n--', Math.max(0, start - 1))
    if (found < 0) return null
    start = found + 1
  }
  const newline = raw.indexOf(10, start)
  const end = newline < 0 ? raw.length : newline + 1
  const text = raw.toString('latin1', start, Math.min(end, start + longestBoundaryLine)).trimEnd()
  return { text, start, end }
}

const dash = 45

/** The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
function lineBefore(raw: Buffer, start: number): number {
  if (raw[start - 1] !== 10) return start
  return raw[start - 2] === 13 ? start - 2 : start - 1
}
