/** Words from outside that every database can keep: no NUL bytes (PostgreSQL refuses them), whole code points. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed()
}

/** The same on one line, for subjects and names. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\s\u0001-\u001f\u007f]+/g, ' ')
    .trim()
}
