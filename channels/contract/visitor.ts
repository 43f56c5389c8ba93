/** Who stands behind a chat. */
/** For agents to see, and to tell who is kept out. */
export interface Visitor {
  /** Without its query. */
  page: string | null
  /** In words. */
  device: string | null
  languages: string | null
  /** Keyed hash of the network address. */
  addressKey: string
}

/** A person whom a site knows and has signed for. */
export interface Vouched {
  /** Unique for ever: which site, and what it calls them. */
  person: string
  name: string | null
  /** What the site has proven; small letters, E.164. */
  addresses: { kind: 'email' | 'phone'; address: string }[]
}
