import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessCharset } from './charset-guess.ts'
import { charsetOf } from './charset-names.ts'

/**
 * Bytes as text in the charset they are labelled with, or, where the label is missing, unknown or plainly wrong, in the one they
 * look like. Never throws; at worst a character is U+FFFD.
 */
export function decodeBytes(bytes: Buffer, label: string | null): string {
  const charset = charsetOf(label)
  if (isoEscapes.test(bytes.toString('latin1', 0, 4_096)) && !/^iso-2022|^hz/.test(charset ?? '')) {
    return decodeAs(bytes, 'iso-2022-jp')
  }
  if (charset === 'utf-7' || /^(?:iso-2022|hz|utf-?(?:16|32)|ucs)/.test(charset ?? ''))
    return decodeAs(bytes, charset ?? '')
  if (isUtf8(bytes)) {
    // Text in another charset is hardly ever UTF-8 by chance.
    const isMultibyte = charset !== null && multibyte.has(charset)
    if (!isMultibyte || charset === 'utf-8' || !bytes.some(isHigh)) return decodeAs(bytes, 'utf-8')
  }
  if (charset === null || charset === 'utf-8') return decodeUnlabelled(bytes)
  return decodeAs(bytes, charset)
}

/** The bytes that a header's text stood for when it was read as latin1. */
export function bytesOf(binary: string): Buffer {
  return Buffer.from(binary, 'latin1')
}

/**
 * A header's value, read as latin1, as text. Raw 8-bit text is nowhere allowed there and still common; it is UTF-8, or in the
 * charset of the mail's text.
 */
export function readable(binary: string, charset: string | null): string {
  if (!/[\x80-\xff\x1b]/.test(binary)) return binary
  const bytes = bytesOf(binary)
  return decodeBytes(bytes, isUtf8(bytes) ? null : charset)
}

function decodeUnlabelled(bytes: Buffer): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.split('\ufffd').length - 1
  if (broken === 0) return text
  // A few broken characters in good UTF-8: cut off, or a stray byte. Otherwise it is something else.
  const whole = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0
  return whole > broken ? text : decodeAs(bytes, guessCharset(bytes))
}

function decodeAs(bytes: Buffer, charset: string): string {
  if (charset.startsWith('utf-16') && !bytes.includes(0)) return new TextDecoder('utf-8').decode(bytes)
  const better = betterKnown[charset]
  if (better) return iconv.decode(bytes, better)
  if (charset === 'iso-2022-kr') return shifted(bytes, 'euc-kr', 0x0e, 0x0f)
  if (charset === 'hz-gb-2312') return decodeAs(hzToGb(bytes), 'gb18030')
  if (charset === 'iso-2022-jp') return new TextDecoder(charset).decode(withoutIdleEscapes(bytes))
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return iconv.encodingExists(charset)
      ? iconv.decode(bytes, charset)
      : new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Joined words leave Japanese and come back to it at once, which decoders take for an error. */
function withoutIdleEscapes(bytes: Buffer): Buffer {
  return bytesOf(bytes.toString('latin1').replace(/\x1b\([BJ]\x1b\$[@B]/g, ''))
}

/** ISO-2022-KR (RFC 1557): EUC-KR without its high bits between a shift out and a shift in. */
function shifted(bytes: Buffer, charset: string, out: number, back: number): string {
  const eight: number[] = []
  let isOut = false
  for (const byte of bytes.toString('latin1').replace('\x1b$)C', '')) {
    const code = byte.charCodeAt(0)
    if (code === out || code === back) isOut = code === out
    else eight.push(isOut && code > 0x20 ? code | 0x80 : code)
  }
  return decodeAs(Buffer.from(eight), charset)
}

/** HZ (RFC 1843): GB 2312 without its high bits between `~{` and `~}`. */
function hzToGb(bytes: Buffer): Buffer {
  const text = bytes
    .toString('latin1')
    .replace(/~\{([^~]*)~\}/g, (_all, gb: string) =>
      gb.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80)),
    )
  return Buffer.from(text.replaceAll('~~', '~').replaceAll('~\n', ''), 'latin1')
}

/** Where iconv knows more than Node's TextDecoder: byte order by looking, Microsoft's additions to the East Asian charsets. */
const betterKnown: Record<string, string> = {
  'utf-16': 'utf-16',
  'euc-kr': 'cp949',
  shift_jis: 'cp932',
  'euc-jp': 'euc-jp',
  gb18030: 'gb18030',
}

function isHigh(byte: number): boolean {
  return byte > 0x7f
}

/** How ISO-2022-JP (RFC 1468) changes to Japanese. */
const isoEscapes = /\x1b\$[@B]/
const multibyte = new Set(['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])
