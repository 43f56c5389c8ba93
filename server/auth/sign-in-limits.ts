/** How many wrong passwords are looked at. Counted before looking, given back when it was right. */
import { createHash } from 'node:crypto'
import { RateLimiterRes } from 'rate-limiter-flexible'
import type { MakeLimiter } from '../../channels/lib/limiter.ts'
import { networkOf } from '../../channels/lib/network.ts'
import { TanyaError } from '../errors.ts'

const duration = 15 * 60
/**
 * A guesser is stopped early where they sit. From everywhere together an account takes far more, so that a stranger
 * cannot lock somebody out of it by name.
 */
const points = { accountFromAddress: 10, address: 100, account: 100 }

export type SignInLimits = ReturnType<typeof createSignInLimits>

export function createSignInLimits(makeLimiter: MakeLimiter) {
  const limiters = {
    accountFromAddress: makeLimiter('sign-in-both', { points: points.accountFromAddress, duration }),
    address: makeLimiter('sign-in-address', { points: points.address, duration }),
    account: makeLimiter('sign-in-account', { points: points.account, duration }),
  }
  type Kind = keyof typeof limiters
  const kinds = Object.keys(limiters) as Kind[]
  const keysOf = (account: string, address: string): Record<Kind, string> => ({
    accountFromAddress: hashed(JSON.stringify([account, networkOf(address)])),
    address: networkOf(address),
    account: hashed(account),
  })

  return {
    /** Throws `rate-limited` when nothing is left, before anybody waits in line for it. */
    async refuseIfSpent(account: string, address: string): Promise<void> {
      const keys = keysOf(account, address)
      for (const kind of kinds) {
        const spent = await limiters[kind].get(keys[kind])
        if (spent && spent.remainingPoints <= 0) throw tooMany(spent)
      }
    },

    /** Counts one look. Returns how to give it back. */
    async count(account: string, address: string): Promise<() => Promise<void>> {
      await this.refuseIfSpent(account, address)
      const keys = keysOf(account, address)
      for (const kind of kinds) {
        await limiters[kind].consume(keys[kind]).catch((refusal: unknown) => {
          throw refusal instanceof RateLimiterRes ? tooMany(refusal) : refusal
        })
      }
      return async () => {
        for (const kind of kinds) await limiters[kind].reward(keys[kind])
      }
    },

    /** Whoever knows the password now may mistype it again. */
    async forgetFailures(account: string, address: string): Promise<void> {
      await limiters.accountFromAddress.delete(keysOf(account, address).accountFromAddress)
    },
  }
}

/** What is counted elsewhere names nobody there. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function tooMany({ msBeforeNext }: RateLimiterRes): TanyaError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  const minutes = Math.ceil(retryAfterSeconds / 60)
  return new TanyaError('rate-limited', `Too many failed sign-ins. Try again in ${minutes} minutes.`, {
    retryAfterSeconds,
  })
}
