import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { ChannelError } from '../channel.ts'

type Request = RequestClient.RequestOptions<unknown>

/**
 * Carries one request of Twilio's REST client, to `apiUrl` in place of Twilio's host when it is given.
 * Throws `ChannelError`: temporary when nothing can have left, uncertain when Twilio may have got it.
 */
export async function carry(request: Request, apiUrl: string | null, timeoutMs: number) {
  let accepted = false
  try {
    const response = await fetch(address(request.uri, apiUrl), {
      method: request.method,
      headers: { ...(request.headers as Record<string, string>), authorization: basic(request) },
      body: form(request.data as object),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    accepted = response.ok
    return { statusCode: response.status, body: await response.text(), headers: response.headers }
  } catch (cause) {
    if (!accepted && isUnsent(cause)) {
      throw new ChannelError('Twilio tidak dapat dihubungi; dicoba lagi nanti.', { cause })
    }
    throw new ChannelError('Sambungan ke Twilio terputus; belum pasti pesan terkirim.', {
      uncertain: true,
      cause,
    })
  }
}

function address(uri: string, apiUrl: string | null): string {
  if (apiUrl === null) return uri
  const { pathname, search } = new URL(uri)
  return apiUrl.replace(/\/+$/, '') + pathname + search
}

function basic(request: Request): string {
  return 'Basic ' + Buffer.from(`${request.username}:${request.password}`).toString('base64')
}

function form(data: object): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(data)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) body.append(name, String(one))
  }
  return body
}

// Errors that arise before a connection stands. Undici gives up connecting after 10 s, before our own limit,
// so a time-out of ours means that the request was on its way.
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
])

function isUnsent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  return typeof cause === 'object' && cause !== null && 'code' in cause && unsent.has(String(cause.code))
}
