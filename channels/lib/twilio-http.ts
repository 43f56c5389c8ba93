import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { ChannelError } from '../contract/channel.ts'

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
      ...(request.data ? { body: form(request.data) } : {}),
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

const accountFiles = 'https://api.twilio.com/2010-04-01/Accounts'

/**
 * The bytes of one file of the account (`Recordings/RE….wav`), with our credentials; null when there is none (any more).
 * Throws `ChannelError` for all that another try may mend, and permanently when it is larger than `maxBytes`.
 */
export async function fetchFile(
  account: { accountSid: string; authToken: string; apiUrl: string | null },
  path: string,
  limits: { timeoutMs: number; maxBytes: number },
): Promise<Buffer | null> {
  const { accountSid, authToken, apiUrl } = account
  const response = await fetch(address(`${accountFiles}/${accountSid}/${path}`, apiUrl), {
    headers: { authorization: basic({ username: accountSid, password: authToken }) },
    // Twilio hands files out from another host; our credentials are left behind on the way.
    redirect: 'follow',
    signal: AbortSignal.timeout(limits.timeoutMs),
  }).catch((cause: unknown) => {
    throw new ChannelError('Twilio tidak dapat dihubungi; dicoba lagi nanti.', { cause })
  })
  if (response.status === 404 || response.status === 410) return null
  if (!response.ok) throw new ChannelError(`Twilio menjawab HTTP ${response.status}; dicoba lagi nanti.`)
  return readWithin(response, limits.maxBytes)
}

async function readWithin(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > maxBytes) break
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new ChannelError('Sambungan ke Twilio terputus; dicoba lagi nanti.', { cause })
  }
  if (size > maxBytes) throw new ChannelError('Berkas di Twilio terlalu besar.', { permanent: true })
  return Buffer.concat(chunks)
}

function address(uri: string, apiUrl: string | null): string {
  if (apiUrl === null) return uri
  const { pathname, search } = new URL(uri)
  return apiUrl.replace(/\/+$/, '') + pathname + search
}

function basic({ username, password }: Pick<Request, 'username' | 'password'>): string {
  return 'Basic ' + Buffer.from(`${username}:${password}`).toString('base64')
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
