import { spend, type MakeLimiter } from '../../channels/lib/limiter.ts'
import type { IdentityRow } from '../../db/schema/contacts.ts'

/** What somebody asks for who forgot their links, and no mailbox full. */
const anHour = { points: 5, duration: 3600 }

/** Whether one more message that a visitor asks for may go to an address. */
export type MayWriteTo = (identity: IdentityRow) => Promise<boolean>

/** Who typed an address may be anybody, and fills nobody's mailbox through us; whoever wrote from it asks for their own. */
export function createMayWriteTo(makeLimiter: MakeLimiter): MayWriteTo {
  const typed = makeLimiter('typed-address', anHour)
  return async ({ address, owns_address, is_verified }) =>
    owns_address === 1 || is_verified === 1 || (await spend(typed, address)) === null
}
