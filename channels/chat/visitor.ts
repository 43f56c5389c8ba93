/** What a chat window's connection tells of its visitor: where from, by what device, in which language. */
import Bowser from 'bowser'
import type { Socket } from 'socket.io'

type Handshake = Pick<Socket['handshake'], 'address' | 'headers'>

/** Who is at the other end. A proxy on this machine names the address it speaks for, last in the list. */
export function addressOf({ address, headers }: Handshake): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const isLocal = /^(::1|(::ffff:)?127\.)/.test(address)
  return isLocal && forwarded ? forwarded : address
}

/** “Chrome, Android, ponsel”: as an agent would say it; null for what is no browser. */
export function deviceOf({ headers }: Pick<Handshake, 'headers'>): string | null {
  const agent = headers['user-agent']
  if (!agent) return null
  const { browser, os, platform } = Bowser.parse(agent.slice(0, 500))
  const words = [
    browser.name,
    [os.name, os.versionName ?? os.version].filter(Boolean).join(' '),
    platform.type,
  ]
  return browser.name && os.name ? words.filter(Boolean).join(', ').slice(0, 100) : null
}

/** The browser's languages, most wanted first: `id-ID, en`. */
export function languagesOf({ headers }: Pick<Handshake, 'headers'>): string | null {
  const wanted = String(headers['accept-language'] ?? '')
    .split(',')
    .map((one) => one.split(';')[0]?.trim() ?? '')
    .filter((one) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(one))
  return wanted.length > 0 ? wanted.slice(0, 4).join(', ') : null
}

/** A page's address without what may hold secrets: no query, no fragment, no name and password. */
export function pageOf(given: string | undefined): string | null {
  const url = given === undefined ? null : URL.parse(given)
  return url && /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}`.slice(0, 500) : null
}
