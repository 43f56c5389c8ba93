import { charsetOf } from './charset-names.ts'
import { decodeBytes } from './charsets.ts'

/**
 * Text with its encoded words (RFC 2047) read, also those written wrongly: with spaces inside, without one between, with characters
 * parted between two words, called B and being Q, never ended.
 */
export function decodeWords(text: string, fallbackCharset: string | null = null): string {
  if (!text.includes('=?')) return text
  const once = decodedOnce(text, fallbackCharset)
  // Some gateways encode what is already encoded.
  return wholeWord.test(once) && once !== text ? decodedOnce(once, fallbackCharset) : once
}

interface Word {
  encoding: string
  content: string
}

interface Run {
  charset: string
  words: Word[]
}

const word = /=\?([\w.:()-]{1,60})(?:\*[\w-]{0,20})?\?([bq])\?([^?]*(?:\?(?!=)[^?]*)*)(?:\?=|$)/gi
const wholeWord = /^=\?[\w.:-]{1,60}\?[bq]\?[^?]*\?=$/i

function decodedOnce(text: string, fallbackCharset: string | null): string {
  const out: string[] = []
  let run: Run | null = null
  let at = 0
  const flush = () => {
    if (run) out.push(decodeRun(run, fallbackCharset))
    run = null
  }
  for (const found of text.matchAll(word)) {
    const [all, charset = '', letter = '', content = ''] = found
    const between = text.slice(at, found.index)
    if (run && (between.trim() || run.charset !== charset.toLowerCase())) flush()
    if (between.trim() || at === 0) out.push(between)
    run ??= { charset: charset.toLowerCase(), words: [] }
    run.words.push({ encoding: encodingOf(letter, content), content })
    at = found.index + all.length
  }
  flush()
  out.push(text.slice(at))
  return out.join('')
}

/** What is called B and has characters that base64 has not, but an `=XX` or `_` of Q, is Q. */
function encodingOf(letter: string, content: string): string {
  if (letter.toLowerCase() === 'q') return 'q'
  const isBase64 = /^[a-z0-9+/\s]*=*\s*$/i.test(content)
  return isBase64 || !/[_ ]|=[\da-f]{2}/i.test(content) ? 'b' : 'q'
}

/** Bytes are joined before they are read: a character may be parted between two words. */
function decodeRun({ charset, words }: Run, fallbackCharset: string | null): string {
  const bytes = Buffer.concat(bytesOfWords(words))
  return decodeBytes(bytes, charsetOf(charset) === null ? (fallbackCharset ?? charset) : charset)
}

/** Words in base64 that end within a group of four continue in the next. */
function bytesOfWords(words: Word[]): Buffer[] {
  const bytes: Buffer[] = []
  let pending = ''
  const flush = () => {
    if (pending) bytes.push(Buffer.from(pending, 'base64'))
    pending = ''
  }
  for (const { encoding, content } of words) {
    if (encoding === 'q') {
      flush()
      bytes.push(fromQ(content))
      continue
    }
    pending += content.replace(/[^a-z0-9+/=]/gi, '')
    if (pending.length % 4 === 0 || pending.endsWith('=')) flush()
  }
  flush()
  return bytes
}

function fromQ(chunk: string): Buffer {
  // What is no ASCII here is already text; it goes back to its bytes.
  const ascii = Buffer.from(chunk.replaceAll('_', ' '), 'utf8').toString('latin1')
  const binary = ascii.replace(/=([\da-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(binary, 'latin1')
}
