/** What works and is probably not meant. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { settingNames, type Config, type Env } from '../config.ts'

/** One sentence each; `config` is null when it could not be read. */
export function warningsOf(config: Config | null, env: Env, dir: string): string[] {
  return [...likenessesIn(env, dir), ...(config ? exposuresOf(config) : [])]
}

function exposuresOf(config: Config): string[] {
  const isLocal = isThisMachine(new URL(config.baseUrl).hostname)
  const said: string[] = []
  if (config.simulator && !isLocal) {
    said.push(`/simulator/ is open to anybody who reaches ${config.baseUrl}: set SIMULATOR=off.`)
  }
  const channels = [
    ...(config.twilio && !config.twilio.apiUrl ? ['Twilio'] : []),
    ...(config.email?.imap ? ['IMAP_URL'] : []),
    ...(config.email?.smtpUrl ? ['SMTP_URL'] : []),
  ]
  if (isLocal && channels.length > 0) {
    said.push(
      `BASE_URL is ${config.baseUrl}, which nobody else can reach, though ${channels.join(' and ')} is set.`,
    )
  }
  const { dkim, address, smtpUrl } = config.email ?? {}
  if (dkim && !isAligned(dkim.domain, address ?? ''))
    said.push(
      `DKIM_DOMAIN is ${dkim.domain}, but mail leaves as ${address}: for DMARC it counts as unsigned.`,
    )
  if (dkim && !smtpUrl) said.push('DKIM is set without SMTP_URL: nothing leaves that could be signed.')
  return said
}

/** Names that look like ours and are not: they would be passed over in silence. */
function likenessesIn(env: Env, dir: string): string[] {
  const file = join(dir, '.env')
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const known = new Set(settingNames.flatMap((name) => [name, `${name}_FILE`]))
  return [...new Set([...Object.keys(inFile), ...Object.keys(env)])]
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const near = [...known].find((one) => distance(name.toUpperCase(), one) <= one.length / 4)
      if (near) return [`${name} is not a setting: is ${near} meant?`]
      return /^(IMAP|SMTP|DKIM|TWILIO|TURN)_/.test(name)
        ? [`${name} is not a setting; .env.example lists them.`]
        : []
    })
}

/** RFC 9989 §4.10: the two share their organisation's domain. */
function isAligned(domain: string, address: string): boolean {
  const from = address.slice(address.lastIndexOf('@') + 1)
  return from === domain || from.endsWith(`.${domain}`) || domain.endsWith(`.${from}`)
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host)
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    }
    row = next
  }
  return row.at(-1) ?? 0
}
