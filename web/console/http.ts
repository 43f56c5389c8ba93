import type { Problem } from '../../server/wire/problem.ts'

/** The server said no, or could not be reached (`status` 0). */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly problem: Problem | null
  readonly retryAfterSeconds: number | null

  constructor(status: number, problem: Problem | null, retryAfterSeconds: number | null = null) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`)
    this.status = status
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type Query = Record<string, string | number | undefined>

export interface Http {
  /** Resolves with the parsed body; throws `ApiError`. */
  request<T>(method: string, path: string, options?: { query?: Query; body?: object }): Promise<T>
  /** The first bytes of a file as text; no more of it is fetched. Throws `ApiError`. */
  beginning(path: string, mostBytes: number): Promise<{ text: string; isWhole: boolean }>
  /** The bytes of a file as the body. Resolves with the parsed answer; throws `ApiError`. */
  upload<T>(path: string, query: Query, file: Blob, options: UploadOptions): Promise<T>
}

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

export interface HttpDeps {
  fetch: typeof fetch
  csrfToken: () => string | null
  onUnauthorized: () => void
}

/** JSON over `/api/v1`, with the session's cookie and its CSRF token on every unsafe request. */
export function createHttp({ fetch, csrfToken, onUnauthorized }: HttpDeps): Http {
  return {
    async request<T>(method: string, path: string, { query, body }: { query?: Query; body?: object } = {}) {
      const token = csrfToken()
      const response = await fetch(`/api/v1${path}${toSearch(query)}`, {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...(method !== 'GET' && token && { 'x-csrf-token': token }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }).catch(() => {
        throw new ApiError(0, null)
      })
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
      if (response.status === 401) onUnauthorized()
      throw new ApiError(response.status, await readProblem(response), readRetryAfter(response))
    },
    async beginning(path, mostBytes) {
      const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin' }).catch(() => {
        throw new ApiError(0, null)
      })
      if (response.status === 401) onUnauthorized()
      if (!response.ok) throw new ApiError(response.status, await readProblem(response))
      return readBeginning(response, mostBytes)
    },
    // fetch does not tell how far a body has gone.
    upload: <T>(path: string, query: Query, file: Blob, { onProgress, signal }: UploadOptions) =>
      new Promise<T>((resolve, reject) => {
        const request = new XMLHttpRequest()
        const fail = () => reject(new ApiError(request.status, null))
        request.open('POST', `/api/v1${path}${toSearch(query)}`)
        request.setRequestHeader('content-type', 'application/octet-stream')
        request.setRequestHeader('x-csrf-token', csrfToken() ?? '')
        request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
        request.onerror = request.onabort = fail
        request.onload = () => {
          if (request.status === 401) onUnauthorized()
          if (request.status !== 201) return fail()
          resolve(JSON.parse(request.responseText) as T)
        }
        signal.addEventListener('abort', () => request.abort())
        request.send(file)
      }),
  }
}

async function readBeginning(
  response: Response,
  mostBytes: number,
): Promise<{ text: string; isWhole: boolean }> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let left = mostBytes
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.length
    if (left >= 0) continue
    await reader.cancel()
    return { text, isWhole: false }
  }
  return { text, isWhole: true }
}

function toSearch(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
}

async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  return (await response.json().catch(() => null)) as Problem | null
}

function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}
