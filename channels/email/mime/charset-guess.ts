/**
 * The likeliest charset of 8-bit text that is not UTF-8 and does not say what it is. Judged by how often its characters are
 * the common ones of a language; Western is the answer when nothing is plain.
 */
export function guessCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, sampleBytes)
  const high = sample.filter((byte) => byte > 0x7f).length
  if (high === 0) return 'windows-1252'
  const found = multibyteCandidates
    .map(({ charset, common }) => ({ charset, share: shareOf(sample, charset, common) }))
    .toSorted((a, b) => b.share - a.share)[0]
  if (found && found.share >= 0.7) return found.charset
  return cyrillicCharset(sample) ?? 'windows-1252'
}

const sampleBytes = 4_096

/** Where the everyday characters of each lie. GB 2312 orders its 3,755 common characters first, so their bytes tell. */
const multibyteCandidates: { charset: string; common: RegExp }[] = [
  { charset: 'shift_jis', common: /[\u3040-\u30ff\u4e00-\u9fff\u3001\u3002]/g },
  { charset: 'euc-jp', common: /[\u3040-\u30ff\u4e00-\u9fff\u3001\u3002]/g },
  { charset: 'gb18030', common: /[\u4e00-\u9fff\u3001\u3002\uff0c\uff01\uff1f\uff1a]/g },
  { charset: 'euc-kr', common: /[\uac00-\ud7a3]/g },
]

/** How much of what is not ASCII is everyday text when read so; 0 when it cannot be read so. */
function shareOf(bytes: Buffer, charset: string, common: RegExp): number {
  const text = readWhole(bytes, charset)
  if (text === null) return 0
  const foreign = text.match(/[^\0-\x7f]/g)?.length ?? 0
  if (foreign < 2) return 0
  const share = (text.match(common)?.length ?? 0) / foreign
  return share * plausibility(charset, text, bytes)
}

/** What parts the East Asian charsets, whose bytes overlap: kana make Japanese, common syllables Korean, common characters Chinese. */
function plausibility(charset: string, text: string, bytes: Buffer): number {
  const kana = text.match(/[\u3040-\u30ff]/g)?.length ?? 0
  const halfwidth = text.match(/[\uff61-\uff9f]/g)?.length ?? 0
  const pairs = pairsOf(bytes)
  if (charset === 'shift_jis') return kana > 0 && halfwidth <= kana ? 1.2 : 0.5
  if (charset === 'euc-jp') return kana > 0 ? 1.15 : 0.5
  const [low, top] = charset === 'gb18030' ? [0xb0, 0xd7] : [0xb0, 0xc8]
  const common = pairs.filter((lead) => lead >= low && lead <= top).length
  const share = pairs.length ? common / pairs.length : 0
  return charset === 'euc-kr' ? share * 1.1 : share
}

/** The first bytes of the two-byte characters of an EUC text. */
function pairsOf(bytes: Buffer): number[] {
  const leads: number[] = []
  for (let i = 0; i + 1 < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 0xa1) continue
    leads.push(bytes[i] ?? 0)
    i++
  }
  // Signs and full-width punctuation are in all of them.
  return leads.filter((lead) => lead > 0xa3)
}

function readWhole(bytes: Buffer, charset: string): string | null {
  // The sample may end within a character.
  for (const cut of [0, 1]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
    } catch {
      continue
    }
  }
  return null
}

/**
 * Cyrillic words are whole runs of high bytes; Western ones have a single one among ASCII. Most letters are small: those of
 * Windows-1251 are the upper half, those of KOI8-R the lower one.
 */
function cyrillicCharset(bytes: Buffer): string | null {
  const runs = bytes.toString('latin1').match(/[\xa3\xa8\xb3\xb8\xc0-\xff]+/g) ?? []
  const letters = runs.join('')
  const inWords = runs.filter((run) => run.length >= 3).join('').length
  if (inWords <= letters.length / 2) return null
  const upper = letters.match(/[\xe0-\xff]/g)?.length ?? 0
  return upper > letters.length / 2 ? 'windows-1251' : 'koi8-r'
}
