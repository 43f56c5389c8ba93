import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { SafeStorage } from './storage.ts'

export type Language = 'id' | 'en'
/** One entry a sentence, both languages side by side, so that neither can be forgotten. `{name}` is filled in. */
export type Strings = Record<string, Record<Language, string>>
export type Translate<S extends Strings> = (key: keyof S, values?: Record<string, string | number>) => string

export interface I18n<S extends Strings> {
  language: ReadonlySignal<Language>
  setLanguage(language: Language): void
  /** Reads the language signal: a component that calls it renders again when the language changes. */
  t: Translate<S>
}

const key = 'tanya.language'

/** Indonesian unless the person chose otherwise; keeps the choice and `<html lang>` in step. */
export function createI18n<S extends Strings>(strings: S, storage: SafeStorage, initial?: Language): I18n<S> {
  const language = signal<Language>(asLanguage(storage.get(key)) ?? initial ?? 'id')
  effect(() => {
    document.documentElement.lang = language.value
  })
  return {
    language,
    setLanguage: (next) => {
      language.value = next
      storage.set(key, next)
    },
    t: (name, values) => fill(strings[name]?.[language.value] ?? String(name), values),
  }
}

/** `fill('Halo {name}', {name: 'Budi'})` → `Halo Budi`; an unknown name stays as written. */
export function fill(sentence: string, values: Record<string, string | number> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function asLanguage(value: string | null): Language | null {
  return value === 'id' || value === 'en' ? value : null
}
