export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  /** How many SMS the carrier will count and bill; 0 for an empty text. */
  segments: number
  /** Length in units of the encoding: septets, or UTF-16 units. */
  units: number
  /** Units that still fit into the last segment. */
  left: number
}

/** How many SMS a text takes (3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24.1). */
export function countSegments(text: string): Segments {
  const characters = [...text]
  const isGsm = characters.every((character) => basic.has(character) || extension.has(character))
  const [single, part] = isGsm ? [160, 153] : [70, 67]
  const sizes = characters.map((character) => (isGsm ? (extension.has(character) ? 2 : 1) : character.length))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const encoding = isGsm ? 'GSM-7' : 'UCS-2'
  if (units <= single) return { encoding, segments: units === 0 ? 0 : 1, units, left: single - units }
  const { segments, used } = fill(sizes, part)
  return { encoding, segments, units, left: part - used }
}

/** Neither an escape sequence nor a surrogate pair may be torn by the end of a part. */
function fill(sizes: number[], part: number) {
  let segments = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1
      used = 0
    }
    used += size
  }
  return { segments, used }
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extension = new Set('\f^{}\\[~]|€')
