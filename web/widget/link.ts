/** A piece of a message: plain words, or words that lead somewhere. */
export interface Piece {
  text: string
  href?: string
}

// No part of an address is longer (RFC 5321 §4.5.3.1, RFC 1035 §2.3.4); without an end, a long word takes seconds.
const link =
  /https?:\/\/[^\s<>"]+|(?:www\.|(?:[a-z0-9-]{1,63}\.){1,9}go\.id\b)[^\s<>"]*|[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi
const trailing = /[.,;:!?'…)\]}]+$/

/** Splits a text at its web and mail addresses. The words shown are always the address itself, so none can pose as another. */
export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(link)) {
    const address = match[0].replace(trailing, '')
    const href = hrefOf(address)
    if (!href) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

function hrefOf(address: string): string | null {
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? address : null
  if (address.includes('@')) return address.includes('/') ? null : `mailto:${address}`
  return `https://${address}`
}
