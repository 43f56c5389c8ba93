/** Text as HTML and XML hold it, also inside an attribute's quotes. */
export function escapeMarkup(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
