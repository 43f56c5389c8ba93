import type { Language } from '../../shared/i18n.ts'

/** A browser's languages (BCP 47: `id-ID, en`) by name: `Indonesia, Inggris`. What is no language stays as it is written. */
export function languageNames(tags: string, language: Language): string {
  const names = new Intl.DisplayNames(language, { type: 'language' })
  const named = tags.split(',').map((tag) => {
    const [base = ''] = tag.trim().split('-')
    return isLanguage(base) ? (names.of(base) ?? base) : tag.trim()
  })
  return [...new Set(named)].join(', ')
}

const isLanguage = (base: string) => /^[a-z]{2,3}$/i.test(base)
