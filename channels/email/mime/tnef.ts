import { detectMimeType } from 'nodemailer/lib/mime-funcs'
import { decodeBytes } from './charsets.ts'
import type { MailFile, Piece } from './contents.ts'
import { readMapi, type MapiProperties } from './tnef-mapi.ts'

export interface Tnef {
  files: MailFile[]
  words: Piece | null
}

/**
 * What Outlook packs into `winmail.dat` ([MS-OXTNEF]): the files, and the text when there is one that is not RTF. Null when it is
 * no such file; cut off, it gives what is whole in it.
 */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null
  const files: MailFile[] = []
  const words: Piece = { plain: '', html: '' }
  let charset = 'windows-1252'
  for (const { name, data } of attributesIn(bytes)) {
    const file = files.at(-1)
    if (name === oemCodepage && data.length >= 4) charset = `windows-${data.readUInt32LE(0)}`
    else if (name === body) words.plain = text(data, charset)
    else if (name === messageProperties) takeWords(words, readMapi(data), charset)
    else if (name === newFile)
      files.push({ filename: '', contentType: '', contentId: null, content: Buffer.alloc(0) })
    else if (name === fileTitle && file) file.filename ||= text(data, charset)
    else if (name === fileData && file) file.content = data
    else if (name === fileProperties && file) takeNames(file, readMapi(data), charset)
  }
  const whole = files.map((file) => ({
    ...file,
    contentType: file.contentType || detectMimeType(file.filename),
  }))
  return { files: whole, words: words.plain.trim() || words.html.trim() ? words : null }
}

const signature = 0x223e9f78
const oemCodepage = 0x9007
const body = 0x800c
const messageProperties = 0x9003
const newFile = 0x9002
const fileTitle = 0x8010
const fileData = 0x800f
const fileProperties = 0x9005

const mapiBody = 0x1000
const mapiHtml = 0x1013
const mapiData = 0x3701
const mapiLongName = 0x3707
const mapiMimeTag = 0x370e
const mapiContentId = 0x3712

/** Each: its level (1 byte), name and type (2 and 2), length (4), data, checksum (2). */
function* attributesIn(bytes: Buffer): Generator<{ name: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const name = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    if (at + 9 + length > bytes.length) return
    yield { name, data: bytes.subarray(at + 9, at + 9 + length) }
    at += 9 + length + 2
  }
}

function takeWords(words: Piece, properties: MapiProperties, charset: string): void {
  const plain = properties.get(mapiBody)
  const html = properties.get(mapiHtml)
  if (plain) words.plain ||= text(plain.data, plain.isUnicode ? 'utf-16le' : charset)
  if (html) words.html ||= text(html.data, html.isUnicode ? 'utf-16le' : null)
}

function takeNames(file: MailFile, properties: MapiProperties, charset: string): void {
  const of = (id: number) => {
    const value = properties.get(id)
    return value ? text(value.data, value.isUnicode ? 'utf-16le' : charset) : ''
  }
  file.filename = of(mapiLongName) || file.filename
  file.contentType = of(mapiMimeTag).toLowerCase() || file.contentType
  file.contentId = of(mapiContentId) || file.contentId
  const data = properties.get(mapiData)?.data
  if (data && file.content.length === 0) file.content = data
}

function text(data: Buffer, charset: string | null): string {
  return decodeBytes(data, charset).replace(/\0+$/, '').replaceAll('\r\n', '\n')
}
