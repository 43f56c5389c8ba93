/** Who may send the citizens' forms, and how often. */
import type { Request } from 'express'
import { spend, type Limiter, type MakeLimiter } from '../../../channels/lib/limiter.ts'
import { networkOf } from '../../../channels/lib/network.ts'
import type { RefusalName } from './words.ts'

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

export function createFormLimits(config: { questionsPerMinute: number }, makeLimiter: MakeLimiter) {
  const questions = makeLimiter('form-question', { points: config.questionsPerMinute, duration: 60 })
  const links = makeLimiter('form-link', { points: linksPerTenMinutes, duration: tenMinutes })
  const wrongKeys = makeLimiter('form-key', { points: wrongKeysPerTenMinutes, duration: tenMinutes })
  const isLeft = async (limiter: Limiter, ip: string) => (await spend(limiter, networkOf(ip))) === null
  return {
    /** Why a form is not even read, and the status that says so; null when it may come in. */
    async refuse(request: Request): Promise<{ status: number; refusal: RefusalName } | null> {
      if (!isFromOurPage(request)) return { status: 403, refusal: 'elsewhere' }
      return (await isLeft(questions, request.ip ?? '')) ? null : { status: 429, refusal: 'tooMany' }
    },
    mayWantLink: ({ ip = '' }: Request) => isLeft(links, ip),
    /** A guesser is stopped; whoever has the right key spends nothing. */
    async mayGuess({ ip = '' }: Request): Promise<boolean> {
      const spent = await wrongKeys.get(networkOf(ip))
      return spent === null || spent.remainingPoints > 0
    },
    guessedWrong: ({ ip = '' }: Request) => isLeft(wrongKeys, ip),
  }
}
export type FormLimits = ReturnType<typeof createFormLimits>
