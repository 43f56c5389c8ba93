/** Text and bytes among MAPI properties, by their id; all others are passed over. */
export type MapiProperties = Map<number, { data: Buffer; isUnicode: boolean }>

/** A list of MAPI properties as TNEF writes it ([MS-OXTNEF] 2.1.3.4), up to where it breaks off. */
export function readMapi(bytes: Buffer): MapiProperties {
  const found: MapiProperties = new Map()
  let at = 4
  const number = () => {
    const value = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : 0
    at += 4
    return value
  }
  const count = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0
  for (let n = 0; n < count && at + 4 <= bytes.length; n++) {
    const type = bytes.readUInt16LE(at)
    const id = bytes.readUInt16LE(at + 2)
    at += 4
    if (id >= firstNamed) {
      at += guidBytes
      if (number() === 0) at += 4
      else at += padded(number())
    }
    const plainType = type & ~manyValues
    const fixed = fixedBytes[plainType]
    if (fixed) {
      at += fixed * (type & manyValues ? number() : 1)
      continue
    }
    if (!variable.has(plainType)) return found
    const values = number()
    for (let v = 0; v < values && at < bytes.length; v++) {
      const length = number()
      if (v === 0) found.set(id, { data: bytes.subarray(at, at + length), isUnicode: plainType === unicode })
      at += padded(length)
    }
  }
  return found
}

const firstNamed = 0x8000
const guidBytes = 16
const manyValues = 0x1000
const unicode = 0x1f
/** By type: numbers, times, identifiers; short ones are padded to four bytes. */
const fixedBytes: Record<number, number> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
}
/** Objects, strings, binaries. */
const variable = new Set([0x0d, 0x1e, unicode, 0x102])

function padded(length: number): number {
  return length + ((4 - (length % 4)) % 4)
}
