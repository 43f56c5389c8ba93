/** What can be wrong with a request, by name. The desk throws these; `http.ts` and `sockets/` put them into words. */
import { DatabaseDown } from '../db/errors.ts'

export class TanyaError extends Error {
  override name = 'TanyaError'
  readonly code: ErrorCode
  readonly errors: FieldError[]
  /** When it is worth another try; null when nobody can say. */
  readonly retryAfterSeconds: number | null

  constructor(
    code: ErrorCode,
    message: string,
    options: { errors?: FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.errors = options.errors ?? []
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }
}

export interface FieldError {
  path: string
  message: string
}

/** Each code with the HTTP status it becomes (RFC 9110; 507 is RFC 4918). */
export const statusOf = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  invalid: 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
  'storage-full': 507,
} as const
export type ErrorCode = keyof typeof statusOf

export function invalidField(path: string, message: string): TanyaError {
  return new TanyaError('invalid', message, { errors: [{ path, message }] })
}

export const notFound = (what: string) => new TanyaError('not-found', `There is no such ${what}.`)

/**
 * Any thrown thing as one of ours. What we did not foresee becomes `internal`, and its text stays inside, since
 * it may quote a citizen.
 */
export function asTanyaError(error: unknown): TanyaError {
  if (error instanceof TanyaError) return error
  if (isStorageFull(error)) {
    return new TanyaError('storage-full', 'The disk is full; nothing was stored. Please try again later.', {
      cause: error,
    })
  }
  if (isUnavailable(error)) {
    return new TanyaError('unavailable', 'This is not possible right now; please try again in a moment.', {
      retryAfterSeconds: 5,
      cause: error,
    })
  }
  return new TanyaError('internal', 'Something went wrong on our side; it has been noted.', { cause: error })
}

/** SQLITE_FULL, ENOSPC, EDQUOT; PostgreSQL 53100 disk_full. */
export function isStorageFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === '53100'
}

/** Nothing is wrong with what was asked: the database or the disk cannot be used for now, and trying again helps. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseDown) return true
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  return /^(?:SQLITE_(?:IOERR|READONLY|BUSY|LOCKED|CANTOPEN|NOMEM)|E(?:MFILE|NFILE|IO|ROFS|ACCES|NOMEM|AGAIN)$)/.test(
    code,
  )
}
