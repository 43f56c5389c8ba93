/** As both databases take it: PostgreSQL refuses NUL in text, and half a character (a lone surrogate) is no UTF-8. Nobody wrote either. */
export function storable(words: string): string {
  return words.replaceAll('\0', '').toWellFormed()
}
