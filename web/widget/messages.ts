/** What the page's button and the panel in its frame say to each other. */
export type ToPanel =
  | { tanya: 'show'; ask: string }
  | { tanya: 'hide' }
  | { tanya: 'language'; language: 'id' | 'en' }
  /** A token that the site's server signed. */
  | { tanya: 'identity'; identity: string }

export type FromPanel =
  | { tanya: 'close' }
  /** `isGoing`: there is a conversation to come back to. */
  | { tanya: 'chat'; unread: number; isGoing: boolean; isQuiet: boolean }
