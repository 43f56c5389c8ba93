export interface LinkedPiece {
  text: string
  href: string | null
}

/** Cuts a text at its web addresses; the pieces joined are the text again. Only http and https become links. */
export function splitAtLinks(text: string): LinkedPiece[] {
  const pieces: LinkedPiece[] = []
  let from = 0
  for (const match of text.matchAll(/\b(?:https?:\/\/|www\.)[^\s<>"']+/gi)) {
    // A stop or bracket at the end belongs to the sentence.
    const address = match[0].replace(/[.,;:!?)\]}»”’]+$/u, '')
    const href = /^www\./i.test(address) ? `https://${address}` : address
    if (!URL.canParse(href)) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null })
    pieces.push({ text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null })
  return pieces
}
