/** The settings of mail on its way out: by which server, how fast, signed or not, and where answers come back to. */
import { readDkimKey, type DkimKey } from '../../channels/email/index.ts'
import { checkUrl, ConfigError, readCount, type Env } from './values.ts'

export interface OutgoingMailSettings {
  smtpUrl: string | null
  /** Null: as fast as the server takes them. */
  perMinute: number | null
  dkim: DkimKey | null
  /** Whether answers come back to a plus-address with their ticket's token: `probe` asks the mailbox itself. */
  plus: 'on' | 'off' | 'probe'
}

/** `isReached`: mail comes to us from elsewhere, so that one we send to ourselves can arrive. */
export function readOutgoing(env: Env, isReached: boolean): OutgoingMailSettings {
  const smtpUrl = checkUrl(env['SMTP_URL'] || null, 'SMTP_URL', /^smtps?:$/)
  return {
    smtpUrl,
    perMinute: env['MAIL_RATE'] ? readCount(env['MAIL_RATE'], 'MAIL_RATE') : null,
    dkim: readDkim(env),
    plus: readPlus(env['MAIL_PLUS'] || 'auto', smtpUrl !== null && isReached),
  }
}

function readPlus(value: string, canProbe: boolean): OutgoingMailSettings['plus'] {
  if (value === 'on' || value === 'off') return value
  if (value !== 'auto') throw new ConfigError('MAIL_PLUS must be auto, on or off.')
  return canProbe ? 'probe' : 'off'
}

function readDkim(env: Env): DkimKey | null {
  const [domain, selector, key] = [env['DKIM_DOMAIN'], env['DKIM_SELECTOR'], env['DKIM_KEY']]
  if (!domain && !selector && !key) return null
  const missing = [
    domain ? null : 'DKIM_DOMAIN',
    selector ? null : 'DKIM_SELECTOR',
    key ? null : 'DKIM_KEY or DKIM_KEY_FILE',
  ].filter(Boolean)
  if (!domain || !selector || !key)
    throw new ConfigError(`DKIM is half configured: ${missing.join(' and ')} missing.`)
  for (const [name, value] of [
    ['DKIM_DOMAIN', domain],
    ['DKIM_SELECTOR', selector],
  ] as const)
    if (!/^[a-z\d-]+(?:\.[a-z\d-]+)*$/i.test(value))
      throw new ConfigError(
        `${name} must be a name as in DNS, e.g. ${name === 'DKIM_DOMAIN' ? 'example.go.id' : 'tanya2026'}.`,
      )
  const privateKey = readDkimKey(key)
  if (!privateKey)
    throw new ConfigError('DKIM_KEY must be a private RSA key of 1024 bits or more, in PEM form.')
  return { domain: domain.toLowerCase(), selector, privateKey }
}
