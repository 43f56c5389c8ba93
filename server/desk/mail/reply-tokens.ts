/**
 * Our own mark of a ticket, in the address that an answer comes back to: its number, and letters that nobody can make
 * up who does not know the secret. Who has one of our mails knows it, so it proves no sender: that is looked into besides.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Db } from '../../../db/index.ts'
import { keptSecret } from '../../../db/settings.ts'

/** Addresses go through systems that change capitals; 12 letters of 32 kinds are 60 bits. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const length = 12

export interface ReplyTokens {
  /** `26-00042-k3v9m2xq7abc` */
  tokenFor(ticketNumber: string): string
  /** The ticket number of the first token among these that is one of ours. */
  numberIn(tokens: readonly string[]): string | null
}

/** By this office's own secret. */
export async function openReplyTokens(db: Db): Promise<ReplyTokens> {
  return createReplyTokens(await keptSecret(db, 'reply token secret'))
}

export function createReplyTokens(secret: string): ReplyTokens {
  function tokenFor(number: string): string {
    const digest = createHmac('sha256', secret).update(`reply ${number}`).digest().subarray(0, length)
    return `${number}-${[...digest].map((byte) => letters[byte % letters.length]).join('')}`
  }
  function numberOf(token: string): string | null {
    const number = /^(\d{2}-\d{5,10})-[a-z\d]{12}$/.exec(token)?.[1]
    if (number === undefined) return null
    return timingSafeEqual(Buffer.from(token), Buffer.from(tokenFor(number))) ? number : null
  }
  return { tokenFor, numberIn: (tokens) => tokens.map(numberOf).find((number) => number !== null) ?? null }
}
