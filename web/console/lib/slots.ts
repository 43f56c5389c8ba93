export interface Slot {
  name: string
  start: number
  end: number
}

/** Finds every `[[nomor berkas]]` that still waits for a person, in order. */
export function findSlots(text: string): Slot[] {
  return [...text.matchAll(/\[\[([^[\]]{1,100})\]\]/g)].map((match) => ({
    name: match[1]!.trim(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

export interface TextPiece {
  text: string
  isSlot: boolean
}

/** Cuts a text at its slots; the pieces joined are the text again. */
export function splitAtSlots(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { start, end } of findSlots(text)) {
    if (start > from) pieces.push({ text: text.slice(from, start), isSlot: false })
    pieces.push({ text: text.slice(start, end), isSlot: true })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isSlot: false })
  return pieces
}

/** Puts an answer where the cursor stands, with a blank line between it and what was there. */
export function insertAt(
  text: string,
  inserted: string,
  start: number,
  end: number,
): { text: string; cursor: number } {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const trail = after === '' || after.startsWith('\n') ? '' : '\n\n'
  const head = before + lead + inserted.trim()
  return { text: head + trail + after, cursor: head.length }
}
