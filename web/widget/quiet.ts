/** Whether a new answer may be heard, as this browser was told. */
import type { TextStorage } from './memory.ts'

const key = 'tanya:quiet'

/** Storage throws where the browser keeps it shut; then the choice lasts as long as the page. */
export function createQuiet(storage: TextStorage | null) {
  let isQuiet = false
  try {
    isQuiet = storage?.getItem(key) === '1'
  } catch {
    // It is loud, as at first.
  }
  return {
    isOn: () => isQuiet,
    toggle(): void {
      isQuiet = !isQuiet
      try {
        storage?.setItem(key, isQuiet ? '1' : '0')
      } catch {
        // Kept here alone.
      }
    },
    /** Two short tones. Browsers refuse them, aloud in their console, before the first touch of the page. */
    ring(): void {
      if (isQuiet || !navigator.userActivation?.hasBeenActive) return
      const audio = new AudioContext()
      const gain = audio.createGain()
      gain.gain.value = 0.06
      gain.connect(audio.destination)
      for (const [index, frequency] of [660, 880].entries()) {
        const tone = audio.createOscillator()
        tone.frequency.value = frequency
        tone.connect(gain)
        tone.start(audio.currentTime + index * 0.12)
        tone.stop(audio.currentTime + index * 0.12 + 0.1)
      }
      setTimeout(() => void audio.close(), 1_000)
    },
  }
}
