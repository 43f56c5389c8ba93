/** Twilio's proof that a webhook is its own: https://www.twilio.com/docs/usage/security */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Form fields as sent; a field that came several times is a list. */
export type TwilioParams = Record<string, string | string[]>

/** The value of `X-Twilio-Signature` for this URL (as Twilio sees it, query included) and these fields. */
export function sign(authToken: string, url: string, params: TwilioParams): string {
  return signWith(authToken, url, fieldsIn(params))
}

/**
 * Whether `signature` was made with `authToken` for one of `urls` (ways our public address may be written).
 * `body` is the raw body, needed only for JSON webhooks: those sign its hash in the query. Never throws.
 */
export function isSignatureValid(
  authToken: string,
  signature: string | undefined | null,
  urls: string[],
  params: TwilioParams,
  body?: string | Buffer,
): boolean {
  if (!authToken || !signature) return false
  const fields = fieldsIn(params)
  return urls.some((url) => {
    const hash = bodyHashIn(url)
    if (hash !== null && !isEqual(hash.toLowerCase(), sha256(body ?? ''))) return false
    const signed = hash === null ? fields : ''
    return waysToWrite(url).some((way) => isEqual(signWith(authToken, way, signed), signature))
  })
}

function signWith(authToken: string, url: string, fields: string): string {
  return createHmac('sha1', authToken)
    .update(url + fields, 'utf8')
    .digest('base64')
}

function fieldsIn(params: TwilioParams): string {
  return Object.keys(params)
    .sort()
    .map((name) => field(name, params[name] ?? ''))
    .join('')
}

function field(name: string, value: string | string[]): string {
  if (typeof value === 'string') return name + value
  return [...new Set(value)]
    .sort()
    .map((one) => name + one)
    .join('')
}

/** Twilio's back ends differ: some sign the port, some do not; some escape an apostrophe in the query. */
function waysToWrite(url: string): string[] {
  const quotes = [url]
  if (url.includes("'")) quotes.push(url.replaceAll("'", '%27'))
  if (url.includes('%27')) quotes.push(url.replaceAll('%27', "'"))
  return quotes.flatMap((way) => [...new Set([way, withoutPort(way), withStandardPort(way)])])
}

// The text is cut and not parsed: `new URL` would rewrite characters that Twilio signed as they are.
const authority = /^(https?:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d+)?/i

function withoutPort(url: string): string {
  return url.replace(authority, '$1')
}

function withStandardPort(url: string): string {
  return url.replace(authority, (all: string, host: string, port?: string) =>
    port ? all : host + (/^https:/i.test(host) ? ':443' : ':80'),
  )
}

function bodyHashIn(url: string): string | null {
  return /[?&]bodySHA256=([^&#]*)/.exec(url)?.[1] ?? null
}

function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

function isEqual(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
