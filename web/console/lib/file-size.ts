import type { Language } from '../../shared/i18n.ts'

/** Bytes → `12 KB`, `1,4 MB`, the decimal sign of the language. */
export function fileSize(bytes: number, language: Language): string {
  const [value, unit] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : [bytes / 1_000_000, 'MB']
  const digits = unit === 'MB' ? 1 : 0
  return `${value.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: digits })} ${unit}`
}
