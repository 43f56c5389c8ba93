import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { SafeStorage } from './storage.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface ThemeChoice {
  theme: ReadonlySignal<Theme>
  setTheme(theme: Theme): void
}

const key = 'tanya.theme'

/** Writes `data-theme` on `<html>`; `system` leaves it to prefers-color-scheme. */
export function createTheme(storage: SafeStorage): ThemeChoice {
  const theme = signal<Theme>(themes.find((name) => name === storage.get(key)) ?? 'system')
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
  return {
    theme,
    setTheme: (next) => {
      theme.value = next
      storage.set(key, next)
    },
  }
}
