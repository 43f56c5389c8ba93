/** The database cannot be used for now: nothing is wrong with what was asked, and asking later helps. */
export class DatabaseDown extends Error {
  override name = 'DatabaseDown'
  /** The driver's or PostgreSQL's own code, for logs; null when it gave none. */
  readonly code: string | null

  constructor(cause: unknown) {
    super('the database cannot be used for now', { cause })
    this.code = (cause as { code?: string } | null)?.code ?? null
  }
}
