/** All that leaves the house: what agents answer, now or later, and what the system says by itself. */
import { keptSecret } from '../../db/settings.ts'
import { createAcknowledge } from '../desk/acknowledge/acknowledge.ts'
import { createAcknowledgeLoop } from '../desk/acknowledge/loop.ts'
import { createAcknowledgementWords } from '../desk/acknowledge/words.ts'
import { createCarry } from '../desk/carry.ts'
import { createLaterLoop } from '../desk/later/loop.ts'
import { createOutbox } from '../desk/outbox.ts'
import { createPrivateLinks } from '../desk/private-links.ts'
import { createReply } from '../desk/reply.ts'
import { createSendDirectly } from '../desk/send-directly.ts'
import { createMayWriteTo } from '../desk/typed-addresses.ts'
import type { House } from './house.ts'
import type { Letters } from './letters.ts'
import type { LibrarySide } from './library.ts'
import type { TextsSide } from './texts.ts'

export type Sending = Awaited<ReturnType<typeof openSending>>

export async function openSending(
  house: House,
  { librarySide, letters, texts }: { librarySide: LibrarySide; letters: Letters; texts: TextsSide },
) {
  const { config, db, log, channels, attachments, mailDomain, ownAddresses, metrics } = house
  const { library, suggest, answers, learning, clock } = librarySide
  const links = createPrivateLinks(db, await keptSecret(db, 'private link secret'), config.baseUrl)
  const outbox = createOutbox({
    ...{ db, log, channels, attachments, refuseInfected: house.refuseInfected },
    ...{ outgoingMail: letters.outgoingMail, pace: letters.pace, linkTo: links.addressOf },
    fileLinks: texts.fileLinks,
  })
  const onQueued = outbox.wake
  const onReplied = learning.followReply
  const later = createLaterLoop({ ...{ db, log, mailDomain, answers, onQueued, onReplied } })
  const words = createAcknowledgementWords({ library, suggest, clock })
  return {
    ...{ links, outbox, later },
    carry: createCarry({
      ...{ db, log, library, channels, mailDomain, onQueued },
      awayMs: config.chatAwayMs,
    }),
    acknowledgements: createAcknowledgeLoop({
      ...{ db, log, onQueued },
      acknowledge: createAcknowledge({ db, words, channels, mailDomain }),
      onSettled: (outcome, count) => metrics.acknowledgements.inc({ outcome }, count),
    }),
    reply: createReply({
      ...{ db, answers, channels, ownAddresses, mailDomain, onQueued, onReplied },
      ...{ templates: texts.templates, linkLength: texts.fileLinks.longest },
      undoMs: config.undoMs,
      onPutOff: later.wake,
    }),
    sendDirectly: createSendDirectly({ channels, library, mailDomain }),
    mayWriteTo: createMayWriteTo(house.makeLimiter),
  }
}
