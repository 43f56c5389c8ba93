import type { MailBucket, Turn } from '../deps.ts'
import type { ParsedMail } from '../parsed-mail.ts'

type Parse = (raw: Buffer) => Promise<ParsedMail>
type TakeIn = (raw: Buffer, source: string, parse: Parse, turn: Turn) => Promise<MailBucket | null>

/**
 * Takes in mails side by side, so that the disk is waited for together, and still stores each only after the one
 * before: an answer must not overtake the mail it answers. Resolves when the mail is safely kept.
 */
export function takeInOrder(takeIn: TakeIn, parse: Parse): (raw: Buffer, source: string) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return async (raw, source) => {
    const before = last
    let next = () => {}
    last = new Promise<void>((resolve) => (next = resolve))
    try {
      await takeIn(raw, source, parse, { mine: before, next })
    } finally {
      // Also of one that failed before its turn, or needed none.
      void before.then(next)
    }
  }
}
