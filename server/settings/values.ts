/** Single values of settings: what a text means, or one sentence that names the setting. */

export type Env = Record<string, string | undefined>

/** Thrown for a configuration that cannot work. The message is one sentence a person can act on. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Listen {
  host: string
  port: number
}

export function readListen(value: string, name: string): Listen | null {
  if (value === '') return null
  const match = /^(?:(.+):)?(\d+)$/.exec(value)
  if (!match) throw new ConfigError(`${name} must be host:port, e.g. 127.0.0.1:2525.`)
  return {
    host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''),
    port: readPort(match[2] ?? '', name),
  }
}

export function readPort(value: string, name: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`${name} must be a port from 0 to 65535.`)
  return port
}

export function readCount(value: string, name: string, least = 1): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < least)
    throw new ConfigError(`${name} must be a whole number from ${least}.`)
  return count
}

/** Parts of a minute too. */
export function readMinutes(value: string, name: string): number {
  const minutes = Number(value)
  if (!(minutes > 0) || minutes === Infinity) throw new ConfigError(`${name} must be a number of minutes.`)
  return minutes
}

export function readSwitch(value: string | undefined, name: string, byDefault: boolean): boolean {
  if (!value) return byDefault
  if (value !== 'on' && value !== 'off') throw new ConfigError(`${name} must be on or off.`)
  return value === 'on'
}

export function readNumber(value: string | undefined, name: string): string | null {
  if (!value) return null
  if (!/^\+[1-9]\d{4,14}$/.test(value))
    throw new ConfigError(`${name} must be in E.164 form, e.g. +6281234567890.`)
  return value
}

export function readAdminEmail(value: string | undefined): string | null {
  if (!value) return null
  if (!/^[^\s@]+@[^\s@]+$/.test(value)) throw new ConfigError('ADMIN_EMAIL is not a mail address.')
  return value
}

export function readTimeZone(value: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value
  } catch (cause) {
    throw new ConfigError('TZ_OFFICE is not a time zone, e.g. Asia/Jakarta.', { cause })
  }
}

export function readLogLevel(value: string): string {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
  if (!levels.includes(value)) throw new ConfigError(`LOG_LEVEL must be one of ${levels.join(', ')}.`)
  return value
}

/** Gives the address back as it was written, or throws when nothing can be reached by it. */
export function checkUrl(value: string | null, name: string, protocol: RegExp): string | null {
  if (value === null) return null
  const url = URL.parse(value)
  if (!url || !protocol.test(url.protocol) || url.hostname === '')
    throw new ConfigError(`${name} is not a usable address.`)
  return value
}

/** As written, since Twilio signs it letter by letter; without slashes at the end. */
export function readBaseUrl(value: string): string {
  if (!/^https?:\/\//.test(value)) throw new ConfigError('BASE_URL must begin with http:// or https://.')
  const bare = value.replace(/\/+$/, '')
  if (!URL.canParse(value) || !/^https?:\/\/[^/?#@]+$/.test(bare))
    throw new ConfigError(
      'BASE_URL must be scheme and host alone: Tanya lives at the root of a host, not below a path.',
    )
  return bare
}
