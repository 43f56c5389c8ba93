import { bytesOf, decodeBytes, readable } from './charsets.ts'
import { decodeWords } from './encoded-words.ts'

/** `text/plain` of a Content-Type field, in lower case; null when it names none. */
export function mediaTypeOf(field: string | null): string | null {
  const named = /^[\s"']*([\w.+-]+)\s*\/\s*([\w.+-]+)/.exec(field ?? '')
  return named ? `${named[1]}/${named[2]}`.toLowerCase() : null
}

/** The word before the first semicolon, in lower case: `attachment` of a Content-Disposition. */
export function firstWordOf(field: string | null): string {
  return /^[\s"']*([\w.+-]*)/.exec(field ?? '')?.[1]?.toLowerCase() ?? ''
}

/**
 * The parameters behind the first semicolon, names in lower case, values decoded: RFC 2231 continuations and charsets, encoded words
 * (forbidden there and common), raw 8-bit text, quotation marks that are missing or never closed.
 */
export function parametersOf(field: string | null, charset: string | null = null): Map<string, string> {
  const plain = new Map<string, string>()
  const pieces = new Map<string, Piece[]>()
  for (const [, name = '', quoted, bare = ''] of (field ?? '').slice(0, longestField).matchAll(parameter)) {
    const value = quoted === undefined ? bare.trim() : quoted.replace(/\\(["\\])/g, '$1')
    const extended = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name.toLowerCase())
    if (!extended) continue
    const [, key = '', index, star] = extended
    if (index === undefined && !star) {
      if (!plain.has(key)) plain.set(key, decodeWords(readable(value, charset), charset))
    } else {
      const list = pieces.get(key) ?? []
      list.push({ index: Number(index ?? 0), value, isEncoded: star !== undefined })
      pieces.set(key, list)
    }
  }
  for (const [key, list] of pieces) plain.set(key, joined(list, charset))
  return plain
}

interface Piece {
  index: number
  value: string
  isEncoded: boolean
}

const longestField = 20_000
const parameter = /;\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)(?:"|$)|([^;]*))/g

/** RFC 2231 §3 and §4: pieces in their order, the charset named once at the front. */
function joined(pieces: Piece[], charset: string | null): string {
  const inOrder = pieces.toSorted((a, b) => a.index - b.index)
  const named = /^([^']*)'[^']*'/.exec(inOrder[0]?.isEncoded ? inOrder[0].value : '')
  const bytes = inOrder.map(({ value, isEncoded }, n) => {
    const text = n === 0 && named ? value.slice(named[0].length) : value
    return bytesOf(isEncoded ? text.replace(/%([\da-f]{2})/gi, (_all, hex: string) => fromHex(hex)) : text)
  })
  const whole = Buffer.concat(bytes)
  const text = named?.[1] ? decodeBytes(whole, named[1]) : readable(whole.toString('latin1'), charset)
  return decodeWords(text, charset)
}

function fromHex(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
