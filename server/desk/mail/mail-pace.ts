/**
 * How fast mail leaves the house: one after the other, evenly, however many processes send from this database. What
 * must wait is not claimed, so that nobody takes it for abandoned; text messages and chats pass it by.
 */
import { nextNumber } from '../../../db/counters.ts'
import type { Tx } from '../../../db/index.ts'
import { readSetting, writeSetting } from '../../../db/settings.ts'

/** What was not used for so long is lost; a short while may be caught up with. */
const longestCreditMs = 1_000
const setting = 'next mail leaves at'

export interface MailPace {
  /** How many mails may leave now. */
  allowance(tx: Tx, now: number): Promise<number>
  /** So many were claimed. Resolves with when the next one may leave; null without a limit. */
  spend(tx: Tx, mails: number, now: number): Promise<number | null>
}

/** `perMinute` null: no limit. */
export function createMailPace(perMinute: number | null): MailPace {
  if (perMinute === null) return { allowance: async () => Infinity, spend: async () => null }
  const intervalMs = 60_000 / perMinute

  async function nextAt(tx: Tx, now: number): Promise<number> {
    const kept = Number(await readSetting(tx, setting))
    // A clock that was set back must not hold up mail for long.
    return kept - now > 60_000 ? now : Math.max(kept, now - longestCreditMs)
  }

  return {
    async allowance(tx, now) {
      // Locked until the commit, so that two processes do not both take the same turn.
      await nextNumber(tx, 'mail pace')
      const at = await nextAt(tx, now)
      return at > now ? 0 : 1 + Math.floor((now - at) / intervalMs)
    },
    async spend(tx, mails, now) {
      const at = (await nextAt(tx, now)) + mails * intervalMs
      if (mails > 0) await writeSetting(tx, setting, String(at))
      return at
    },
  }
}
