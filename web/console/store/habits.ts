import { signal, type ReadonlySignal } from '@preact/signals'
import type { SafeStorage } from '../../shared/storage.ts'

/** What somebody wants of this browser, kept in it. */
export interface Habits {
  /** A chat that calls may be heard. */
  soundOn: ReadonlySignal<boolean>
  setSoundOn(on: boolean): void
  /** Whoever speaks to the computer must be able to switch single keys off (WCAG 2.1.4). */
  shortcutsOn: ReadonlySignal<boolean>
  setShortcutsOn(on: boolean): void
}

export function createHabits(storage: SafeStorage): Habits {
  const sound = createSwitch(storage, 'tanya.sound')
  const shortcuts = createSwitch(storage, 'tanya.shortcuts')
  return {
    soundOn: sound.isOn,
    setSoundOn: sound.set,
    shortcutsOn: shortcuts.isOn,
    setShortcutsOn: shortcuts.set,
  }
}

/** On until somebody switches it off. */
function createSwitch(storage: SafeStorage, key: string) {
  const isOn = signal(storage.get(key) !== 'false')
  return {
    isOn,
    set(on: boolean): void {
      isOn.value = on
      storage.set(key, String(on))
    },
  }
}
