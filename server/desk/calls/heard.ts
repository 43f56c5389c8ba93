/** What a caller pressed or said, as far as it can be told apart. */
import type { CallInput } from '../../../channels/voice/index.ts'
import type { Place } from './talk.ts'

export interface Heard {
  /** The one key that was pressed, or its word; empty when none was. */
  key: string
  speech: string
}

/** Said as well as pressed. */
export function readInput({ digits, speech }: CallInput, place: Place): Heard {
  const key = place === 'number' && digits !== '0' ? '' : digits.slice(0, 1)
  if (key !== '' || place !== 'answered') return { key, speech }
  if (/^(ya|iya|sudah|betul|benar|cukup|yes|yeah)\b(?!\s*\S+\s+\S+\s+\S+)/i.test(speech))
    return { key: '1', speech }
  if (/^(tidak|belum|bukan|no|not)\b(?!\s*\S+\s+\S+\s+\S+)/i.test(speech)) return { key: 'no', speech }
  return { key, speech }
}

export function isForOfficer(speech: string): boolean {
  return /\b(petugas|operator|orang|manusia|officer|person|human|agent)\b/i.test(speech) && speech.length < 60
}

/** Noise is written down as a syllable or two. */
export function isQuestion(speech: string): boolean {
  return speech.replace(/[^\p{L}]/gu, '').length >= 4
}
