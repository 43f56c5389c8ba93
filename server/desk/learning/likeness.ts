/** How much two texts share, 0..1: twice the common words by all words (Dice), each as often as it stands there. */
export function likeness(one: string, other: string): number {
  const words = wordsOf(one)
  const others = wordsOf(other)
  if (words.length + others.length === 0) return 0
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  for (const word of others) {
    const left = counts.get(word) ?? 0
    if (left === 0) continue
    counts.set(word, left - 1)
    common++
  }
  return (2 * common) / (words.length + others.length)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
