import iconv from 'iconv-lite'

/** The charset a label means, as `decodeAs` knows it; null when it says nothing: missing, ASCII, unknown, misspelt beyond reading. */
export function charsetOf(label: string | null): string | null {
  const name = /[^\s"']+/.exec(label?.toLowerCase() ?? '')?.[0] ?? ''
  const squeezed = (label ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
  if (!squeezed || unsaid.test(squeezed)) return null
  for (const [pattern, charset] of aliases) {
    const found = pattern.exec(squeezed)
    if (found) return charset.replace('$1', found[1] ?? '')
  }
  return isDecodable(name) ? name : isDecodable(squeezed) ? squeezed : null
}

function isDecodable(name: string): boolean {
  if (/^(?:base64|hex|binary|replacement)$/.test(name)) return false
  try {
    new TextDecoder(name)
    return true
  } catch {
    return iconv.encodingExists(name)
  }
}

const unsaid = /^(?:us)?ascii$|^ansi|^unknown|^xunknown|^default|^(?:7|8)bit|^none$|^charset$|^user|^binary$/

/** By the letters and figures of the label alone. Supersets stand for their subsets, as all mail programs take them. */
const aliases: [RegExp, string][] = [
  [/^utf8|^unicode11utf8|^iso10646utf8/, 'utf-8'],
  [/^(?:unicode11)?utf7/, 'utf-7'],
  [/^(?:gb2312|gbk|gb18030|cp936|windows936|ms936|xgbk|euccn|gb231280|chinese)/, 'gb18030'],
  [/^(?:hz|hzgb2312)$/, 'hz-gb-2312'],
  [/^(?:big5|cp950|windows950)/, 'big5'],
  [/^iso2022jp|^cp5022\d|^csiso2022jp/, 'iso-2022-jp'],
  [
    /^(?:shiftjis|sjis|xsjis|cp932|ms932|windows31j|windows932|mskanji|shiftjisx0213|csshiftjis)/,
    'shift_jis',
  ],
  [/^(?:eucjp|xeucjp|cp51932|eucjpms)/, 'euc-jp'],
  [/^(?:c?iso2022kr)/, 'iso-2022-kr'],
  [/^(?:ksc5601|ks|euckr|xeuckr|cp949|uhc|ms949|windows949|korean)/, 'euc-kr'],
  [/^(?:x?windows|win|x?cp|ms|mswin)(125\d|874)/, 'windows-$1'],
  [/^(?:x?iso)?8859(1[0-6]|[2-9])[ie]?$/, 'iso-8859-$1'],
  [/^(?:x?iso)?88591|^latin1$|^l1$/, 'windows-1252'],
  [/^(?:x?iso)?8859(1[0-6]|[1-9])/, 'iso-8859-$1'],
  [/^latin9$|^latin0$/, 'iso-8859-15'],
  [/^tis620/, 'windows-874'],
  [/^koi8r|^koi8$/, 'koi8-r'],
  [/^koi8u/, 'koi8-u'],
]
