/** What an address says behind its question mark. */
import type { Request } from 'express'
import type { Language } from '../../templates/index.ts'

/** Long enough for a mail that somebody pastes; the suggester reads no more anyway. */
const mostCharacters = 2_000

export function languageOf(request: Request): Language {
  return request.query['lang'] === 'en' ? 'en' : 'id'
}

/** A citizen's words in the first parameter of this name. */
export function wordsIn(request: Request, name: string): string {
  const value: unknown = [request.query[name]].flat()[0]
  return typeof value === 'string' ? value.slice(0, mostCharacters).toWellFormed() : ''
}
