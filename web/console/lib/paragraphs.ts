/**
 * Adds an answer under another. Every answer begins and ends with the same courtesies: those the draft has
 * already are not said again, and what is new goes in front of its closing. `start` is where the new part begins.
 */
export function appendAnswer(draft: string, answer: string): { text: string; start: number } {
  const standing = paragraphsOf(draft)
  const coming = paragraphsOf(answer)
  const isSaid = (paragraph: string) => draft.includes(paragraph)
  const firstNew = coming.findIndex((paragraph) => !isSaid(paragraph))
  const from = Math.min(firstNew, mostCourtesies)
  const lastNew = coming.findLastIndex((paragraph) => !isSaid(paragraph))
  const to = Math.max(lastNew + 1, coming.length - mostCourtesies)
  const closing = coming.slice(to)
  const isClosing = (paragraph: string) => closing.some((words) => paragraph.includes(words))
  let end = standing.length
  while (end > 1 && isClosing(standing[end - 1]!)) end -= 1
  const lead = standing.slice(0, end).join(gap)
  const added = firstNew === -1 ? [] : coming.slice(from, to)
  return { text: [lead, ...added, ...standing.slice(end)].join(gap), start: lead.length + gap.length }
}

/** At either end; what two answers share beyond them belongs to both. */
const mostCourtesies = 3
const gap = '\n\n'

function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}
