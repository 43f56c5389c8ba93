import { charsetOf } from './charset-names.ts'

/** The charset of an HTML part: that of its MIME label, else what the page says of itself in its head; null when neither says. */
export function charsetInHtml(bytes: Buffer, label: string | null): string | null {
  const charset = charsetOf(label)
  if (charset !== null) return label
  return meta.exec(bytes.toString('latin1', 0, headBytes))?.[1] ?? label
}

const headBytes = 4_096
const meta = /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i
