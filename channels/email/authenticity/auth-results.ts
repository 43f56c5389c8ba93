/** What the receiving mail server found out, as it noted in Authentication-Results (RFC 8601). */
import type { Authenticity } from '../../contract/mail.ts'
import type { MailHeaders } from '../mime/headers.ts'

export type NotedResults = Partial<Pick<Authenticity, 'spf' | 'dkim' | 'dmarc' | 'policy'>>

/**
 * The results that this server noted of a mail from this domain; null when there are none. Anybody can write such a
 * header, so only the server that is named is believed; it removes others that bear its name (RFC 8601 §5).
 */
export function notedResults(
  headers: MailHeaders,
  trustedHost: string,
  domain: string,
  header = 'authentication-results',
): NotedResults | null {
  for (const value of headers.all(header)) {
    const [id = ''] = withoutComments(value).split(';')
    if (id.trim().split(/\s/)[0]?.toLowerCase() === trustedHost.toLowerCase())
      return readResults(value, domain)
  }
  return null
}

/** Of a mail from this domain, whoever noted them. */
export function readResults(value: string, domain: string): NotedResults {
  const [, ...methods] = withoutComments(value).split(';')
  const noted = methods.reduce<NotedResults>((all, method) => ({ ...all, ...read(method, domain, all) }), {})
  const policy = /\bdmarc=\w+\s*\([^)]*\bp=(none|quarantine|reject)\b/i.exec(value)?.[1]?.toLowerCase()
  return { ...noted, ...(policy && { policy: policy as 'none' | 'quarantine' | 'reject' }) }
}

function read(method: string, domain: string, before: NotedResults): NotedResults {
  const [, name, word] = /^\s*(spf|dkim|dmarc)\s*=\s*(\w+)/i.exec(method) ?? []
  const result = word?.toLowerCase()
  switch (name?.toLowerCase()) {
    case 'spf':
      return { spf: spfWords.find((known) => known === result) ?? 'none' }
    case 'dkim':
      // One of several signatures that holds is enough.
      return before.dkim === 'pass' ? {} : { dkim: threeWords(result) }
    case 'dmarc': {
      // A result about another sender than the one we read says nothing of ours.
      const about = /\bheader\.from=([^\s;]+)/i.exec(method)?.[1]?.toLowerCase()
      const isOurs = about === undefined || domain === about || domain.endsWith(`.${about}`)
      return isOurs ? { dmarc: threeWords(result) } : {}
    }
    default:
      return {}
  }
}

export const spfWords = ['pass', 'fail', 'softfail', 'neutral', 'none'] as const

function threeWords(result: string | undefined): 'pass' | 'fail' | 'none' {
  return result === 'pass' || result === 'fail' ? result : 'none'
}

function withoutComments(value: string): string {
  let text = value
  for (let depth = 0; depth < 5 && /\([^()]*\)/.test(text); depth++) text = text.replace(/\([^()]*\)/g, ' ')
  return text
}
