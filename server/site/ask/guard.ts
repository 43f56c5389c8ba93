/** Who may send the citizens' forms, and how often. */
import type { Request } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const tenMinutes = 600
/** Whole kelurahan offices and telephone networks sit behind one address. */
const linksPerTenMinutes = 20
const wrongKeysPerTenMinutes = 60

/**
 * A form sent from another site is refused. There is no cookie to abuse, so the browser's own word is enough; one too
 * old to give it is believed. (`Origin` alone would not do: where the referrer is withheld it says `null`.)
 */
export function isFromOurPage(request: Request): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.get('origin')
  if (origin === undefined || origin === 'null') return true
  return URL.canParse(origin) && new URL(origin).host === request.get('host')
}

export function createFormLimits(config: { questionsPerMinute: number }) {
  const questions = new RateLimiterMemory({ points: config.questionsPerMinute, duration: 60 })
  const links = new RateLimiterMemory({ points: linksPerTenMinutes, duration: tenMinutes })
  const wrongKeys = new RateLimiterMemory({ points: wrongKeysPerTenMinutes, duration: tenMinutes })
  return {
    mayAsk: ({ ip = '' }: Request) => spend(questions, ip),
    mayWantLink: ({ ip = '' }: Request) => spend(links, ip),
    /** A guesser is stopped; whoever has the right key spends nothing. */
    async mayGuess({ ip = '' }: Request): Promise<boolean> {
      const spent = await wrongKeys.get(ip)
      return spent === null || spent.remainingPoints > 0
    },
    guessedWrong: ({ ip = '' }: Request) => spend(wrongKeys, ip),
  }
}
export type FormLimits = ReturnType<typeof createFormLimits>

async function spend(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}
