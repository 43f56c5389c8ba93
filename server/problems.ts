/** Errors as RFC 9457 `application/problem+json`. The one place where a thrown thing becomes an HTTP answer. */
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { asTanyaError, statusOf, TanyaError } from './errors.ts'
import type { Logger } from './log.ts'

export const noSuchAddress: RequestHandler = () => {
  throw new TanyaError('not-found', 'There is nothing at this address.')
}

export function answerProblems(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = asRequestError(thrown)
    const status = statusOf[error.code]
    if (status >= 500)
      log.error(
        { err: error.cause ?? error, method: request.method, route: routeOf(request.path) },
        'a request failed',
      )
    if (response.headersSent) return next(thrown)
    // RFC 9110 §11.6.1 and §10.2.3. `Bearer` makes no browser ask for a password by itself.
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="Tanya"')
    if (error.retryAfterSeconds !== null) response.setHeader('Retry-After', error.retryAfterSeconds)
    // The rest of a body that is too large may not have been read, so the line cannot be used again.
    if (status === 413) response.setHeader('Connection', 'close')
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:tanya:${error.code}`,
          title: error.code.replaceAll('-', ' '),
          status,
          detail: error.message,
          ...(error.errors.length > 0 ? { errors: error.errors } : {}),
        }),
      )
  }
}

/** Any thing thrown while a request is answered as one of ours; what Express finds wrong with the request is its sender's. */
export function asRequestError(thrown: unknown): TanyaError {
  return ofBodyParser(thrown) ?? asTanyaError(thrown)
}

/** What express.json, express.raw and the router throw: `{status, type}` by the http-errors convention. */
function ofBodyParser(thrown: unknown): TanyaError | null {
  const { status, type } = (thrown ?? {}) as { status?: unknown; type?: unknown }
  if (status === 413) return new TanyaError('too-large', 'The request body is too large.')
  if (type === 'entity.parse.failed') return new TanyaError('bad-request', 'The body is not valid JSON.')
  if (status === 415)
    return new TanyaError('unsupported-media-type', 'This encoding or character set is not supported.')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new TanyaError('bad-request', 'The request is malformed.')
  return null
}

/** Ids are fine to log; a query could hold a citizen's words, so only the path is taken, and of a file's not its key. */
function routeOf(path: string): string {
  return path.replace(/^(\/berkas\/).+/, '$1…').slice(0, 100)
}
