import type { MailLedger } from './deps.ts'
import type { ParsedMail } from './parsed-mail.ts'

/**
 * Takes in mails side by side, so that the disk is waited for together, and still hands each on only after
 * the one before: an answer must not overtake the mail it answers. Resolves when the mail is safely kept.
 */
export function takeInOrder(
  ledger: MailLedger,
  source: string,
  parse: (raw: Buffer) => Promise<ParsedMail>,
): (raw: Buffer) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return async (raw) => {
    const before = last
    const taken = ledger.takeIn(raw, source, async (bytes) => {
      const parsed = await parse(bytes)
      await before
      return parsed
    })
    last = Promise.allSettled([before, taken])
    await taken
  }
}
