import { telephoneRate, wav } from '../lib/wav.ts'

/**
 * Music for those who wait: slow plucked notes of a five-tone scale (slendro), made here, since a recording of somebody
 * else's would need their leave and a network. 8-bit µ-law would save half, but every player knows 16-bit PCM.
 */
const beatSeconds = 0.6
/** Steps of the scale; null is a rest. Softly in, softly out, so that it can begin again. */
const melody = [
  0,
  2,
  4,
  null,
  3,
  2,
  1,
  null,
  2,
  4,
  5,
  4,
  3,
  null,
  1,
  0,
  2,
  3,
  2,
  null,
  4,
  3,
  2,
  1,
  0,
  null,
  1,
  2,
]
const lowestHz = 261.6
/** Slendro divides the octave into five nearly equal steps. */
const step = 2 ** (1 / 5)
const ringSeconds = 2.4
const loudness = 0.22

/** A whole WAV file of some 20 seconds. */
export function createHoldMusic(): Buffer {
  const seconds = melody.length * beatSeconds + ringSeconds
  const samples = new Float64Array(Math.ceil(seconds * telephoneRate))
  melody.forEach((note, beat) => note !== null && pluck(samples, beat * beatSeconds, lowestHz * step ** note))
  return wav(samples)
}

function pluck(samples: Float64Array, atSeconds: number, hertz: number): void {
  const begin = Math.round(atSeconds * telephoneRate)
  for (let i = 0; i < ringSeconds * telephoneRate && begin + i < samples.length; i++) {
    const t = i / telephoneRate
    const tone =
      Math.sin(2 * Math.PI * hertz * t) + 0.35 * Math.sin(2 * Math.PI * 2.76 * hertz * t) * Math.exp(-6 * t)
    samples[begin + i]! += loudness * tone * Math.min(1, t * 200) * Math.exp(-2.2 * t)
  }
}
