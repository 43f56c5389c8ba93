export interface SmsSize {
  encoding: 'GSM-7' | 'UCS-2'
  characters: number
  segments: number
  /** Units free in the last segment. */
  left: number
}

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '\f^{}\\[~]|€'

/**
 * What an SMS costs: how many segments a text takes. 3GPP TS 23.038: GSM-7 holds 160 septets (153 when
 * joined), an extension character takes two; one character outside the alphabet makes it all UCS-2, 70 (67).
 */
export function smsSegments(text: string): SmsSize {
  const characters = [...text]
  const isGsm = characters.every((character) => basic.includes(character) || extended.includes(character))
  const widths = characters.map((character) => {
    if (!isGsm) return character.length
    return extended.includes(character) ? 2 : 1
  })
  const [alone, joined] = isGsm ? [160, 153] : [70, 67]
  const total = widths.reduce((sum, width) => sum + width, 0)
  const packed =
    total <= alone ? { segments: total === 0 ? 0 : 1, left: alone - total } : pack(widths, joined)
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', characters: characters.length, ...packed }
}

/** A character of two units never straddles two segments. */
function pack(widths: number[], room: number): { segments: number; left: number } {
  let segments = 1
  let left = room
  for (const width of widths) {
    if (width > left) {
      segments += 1
      left = room
    }
    left -= width
  }
  return { segments, left }
}
