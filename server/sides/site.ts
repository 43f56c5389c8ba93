/** Pages: the console and the chat window as they were built, and what citizens read and ask without either. */
import type { Router } from 'express'
import { join } from 'node:path'
import { otherAddressOf } from '../desk/address.ts'
import { createSendLink } from '../desk/send-link.ts'
import { createFilePages } from '../file-pages.ts'
import { createPages } from '../pages.ts'
import { createSitePages } from '../site/pages.ts'
import type { ChatSide } from './chat.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import type { LibrarySide } from './library.ts'
import type { Sending } from './sending.ts'
import type { TextsSide } from './texts.ts'

export interface SiteSideDeps {
  librarySide: LibrarySide
  sending: Sending
  intake: Intake
  chat: ChatSide
  texts: TextsSide
  /** Where the built web lies. */
  webDist: string
}

export function sitePages(house: House, deps: SiteSideDeps): Router[] {
  const { config, db, log, channels } = house
  const { library, suggest, office } = deps.librarySide
  const { links, sendDirectly, mayWriteTo } = deps.sending
  const { conversations } = deps.chat
  return [
    createPages(deps.webDist, {
      widgetOrigins: config.widget.origins,
      isTwilioCalled: Boolean(config.twilio?.apiKey) && !config.simulator,
    }),
    createFilePages({
      ...{ db, attachments: house.attachments, refuseInfected: house.refuseInfected },
      fileLinks: deps.texts.fileLinks,
    }),
    createSitePages({
      ...{ library, suggest, office, baseUrl: config.baseUrl, dist: join(deps.webDist, 'site') },
      ask: {
        ...{ receive: deps.intake.receive, links, timeZone: config.officeTimeZone, log },
        sendLink: createSendLink({ db, library, links, channels, sendDirectly, mayWriteTo, log }),
        messagesOf: (ticketId) => conversations.messagesAfter(ticketId, 0),
        markRead: (ticketId, seq) => conversations.mark(ticketId, seq, 'read'),
        answersTo: (ticket) => otherAddressOf(db.read, ticket, channels),
        questionsPerMinute: config.limits.chatStartsPerMinute,
        makeLimiter: house.makeLimiter,
      },
    }),
  ]
}
