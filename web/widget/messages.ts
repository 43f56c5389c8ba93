/** What the page's button and the panel in its frame say to each other. No personal data passes here. */
export type ToPanel =
  { tanya: 'show'; ask: string } | { tanya: 'hide' } | { tanya: 'language'; language: 'id' | 'en' }

export type FromPanel =
  | { tanya: 'close' }
  /** `isGoing`: there is a conversation to come back to. */
  | { tanya: 'chat'; unread: number; isGoing: boolean; isQuiet: boolean }
