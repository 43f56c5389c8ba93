/** What makes a letter of an answer: its head, the address at which we know its reply again, and how fast letters leave. */
import { withPlus } from '../../channels/email/index.ts'
import { createMailPace } from '../desk/mail/mail-pace.ts'
import { createOutgoingMail } from '../desk/mail/outgoing-mail.ts'
import { createPlusAddresses } from '../desk/mail/plus-addresses.ts'
import { openReplyTokens } from '../desk/mail/reply-tokens.ts'
import type { House } from './house.ts'
import type { LibrarySide } from './library.ts'

export type Letters = Awaited<ReturnType<typeof openLetters>>

/** `firstAfterMs`: how long after the start it is first tried whether the mailbox has plus-addresses. */
export async function openLetters(house: House, { library }: LibrarySide, firstAfterMs: number | undefined) {
  const { config, db, log } = house
  const replyTokens = await openReplyTokens(db)
  const plusAddresses = createPlusAddresses({
    ...{ db, log, mode: config.email?.plus ?? 'off', firstAfterMs },
    probe: async (tag) => house.email?.probePlus(tag),
    route: () => house.email?.route() ?? '',
  })
  const outgoingMail = createOutgoingMail({
    ...{ db, library, timeZone: config.officeTimeZone },
    replyAddress: async (number) =>
      (await plusAddresses.areUsable())
        ? withPlus(config.email?.address ?? '', replyTokens.tokenFor(number))
        : null,
  })
  return { replyTokens, plusAddresses, outgoingMail, pace: createMailPace(config.email?.perMinute ?? null) }
}
