import type { Word } from './normalise.ts'

const neighbours =
  /\b(?:di|dari|wilayah|daerah|kota|kabupaten|pemkot|pemkab|rumah|tpu \S+) (?:kota |kabupaten )?(bekasi|depok|tangerang|tangsel|bogor|bandung|surabaya|semarang|medan|makassar|karawang|cikarang|serang)\b/

/** A permit for a place outside Jakarta is another office's matter. */
export function isElsewhere(words: readonly Word[]): boolean {
  const text = words.map(({ word }) => word).join(' ')
  return neighbours.test(text) && !/\b(?:jakarta|dki|ktp|pindah|tinggal|jak\w+)\b/.test(text)
}
