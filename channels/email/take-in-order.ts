import type { MailBucket } from './deps.ts'
import type { ParsedMail } from './parsed-mail.ts'

type Parse = (raw: Buffer) => Promise<ParsedMail>

/**
 * Takes in mails side by side, so that the disk is waited for together, and still hands each on only after
 * the one before: an answer must not overtake the mail it answers. Resolves when the mail is safely kept.
 */
export function takeInOrder(
  takeIn: (raw: Buffer, source: string, parse: Parse) => Promise<MailBucket | null>,
  parse: Parse,
): (raw: Buffer, source: string) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return async (raw, source) => {
    const before = last
    const taken = takeIn(raw, source, async (bytes) => {
      const parsed = await parse(bytes)
      await before
      return parsed
    })
    last = Promise.allSettled([before, taken])
    await taken
  }
}
