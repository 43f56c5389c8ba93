let context: AudioContext | undefined

/** Two soft notes, made here: no file to fetch. Silent until somebody has touched the page, as browsers want it. */
export function chime(): void {
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
    const now = context.currentTime
    note(context, 660, now)
    note(context, 880, now + 0.18)
  } catch {
    // No sound card: the card on the screen is still there.
  }
}

function note(at: AudioContext, hertz: number, start: number): void {
  const tone = at.createOscillator()
  const volume = at.createGain()
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0.0001, start)
  volume.gain.exponentialRampToValueAtTime(0.16, start + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.4)
  tone.connect(volume).connect(at.destination)
  tone.start(start)
  tone.stop(start + 0.42)
}
