/** What a message carries besides its words: SMS and WhatsApp know places, contact cards, buttons and reactions. */

export interface Place {
  /** Degrees, north and east. */
  latitude: number
  longitude: number
  label: string | null
  address: string | null
}

/** Somebody's card, as a telephone sends it (vCard, RFC 6350). */
export interface ContactEntry {
  name: string | null
  organisation: string | null
  phones: string[]
  emails: string[]
}

export interface Parts {
  place?: Place
  contacts?: ContactEntry[]
  /** Which button the citizen pressed, and what it stands for. */
  button?: { text: string; payload: string | null }
  /** To a message of ours by what its provider calls it. */
  reaction?: { emoji: string; to: string | null }
  /** The citizen wrote none: `text` only names what came instead. */
  isTextOurs?: boolean
  /** How many files came with it. */
  files?: number
  /** The whole message was a word by which a number stops our messages, or takes them again. */
  optOut?: OptOut
  /** Its first words went, with a link to the rest. */
  asLink?: boolean
  /** Outside WhatsApp's 24 hours: what the office may say there. */
  template?: TemplateUse
}

export type OptOut = 'stop' | 'start'

export interface TemplateUse {
  /** As the library calls it. */
  id: string
  /** As Twilio calls it: HX… */
  contentSid: string
  /** By number, as in `{{1}}`. */
  variables: Record<string, string>
}

/** A file that the provider keeps for us to fetch. */
export interface MediaLink {
  url: string
  /** As the sender's telephone called it; what it is, its content says. */
  contentType: string
}
