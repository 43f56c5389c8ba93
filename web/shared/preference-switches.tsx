import { Icon } from './icon.tsx'
import type { Language } from './i18n.ts'
import { themes, type Theme } from './theme.ts'

const languages = [
  { code: 'id', short: 'ID', name: 'Bahasa Indonesia' },
  { code: 'en', short: 'EN', name: 'English' },
] as const

interface LanguageSwitchProps {
  language: Language
  onChange: (language: Language) => void
}

/** Each language is named in itself: whoever needs the switch cannot read the other. */
export function LanguageSwitch({ language, onChange }: LanguageSwitchProps) {
  return (
    <div class="segmented" role="group" aria-label={language === 'id' ? 'Bahasa' : 'Language'}>
      {languages.map(({ code, short, name }) => (
        <button
          type="button"
          key={code}
          lang={code}
          aria-pressed={language === code}
          aria-label={`${short}: ${name}`}
          title={name}
          onClick={() => onChange(code)}
        >
          {short}
        </button>
      ))}
    </div>
  )
}

const themeNames: Record<Theme, Record<Language, string>> = {
  system: { id: 'Ikut sistem', en: 'Follow system' },
  light: { id: 'Terang', en: 'Light' },
  dark: { id: 'Gelap', en: 'Dark' },
}

interface ThemeSwitchProps {
  theme: Theme
  language: Language
  onChange: (theme: Theme) => void
}

export function ThemeSwitch({ theme, language, onChange }: ThemeSwitchProps) {
  return (
    <div class="segmented" role="group" aria-label={language === 'id' ? 'Tampilan' : 'Appearance'}>
      {themes.map((name) => (
        <button
          type="button"
          key={name}
          aria-pressed={theme === name}
          aria-label={themeNames[name][language]}
          title={themeNames[name][language]}
          onClick={() => onChange(name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  )
}
