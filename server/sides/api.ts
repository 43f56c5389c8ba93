/** The API, resource by resource, in the order in which `/api/docs` shows it. */
import { join } from 'node:path'
import { mailParser } from '../../channels/email/index.ts'
import { createFiles } from '../desk/files.ts'
import { createFollowUp } from '../desk/follow-up.ts'
import { createTakeBack } from '../desk/later/take-back.ts'
import { createLearningView } from '../desk/learning/learning-view.ts'
import { createLibraryView } from '../desk/library/library-view.ts'
import { createRecipients } from '../desk/library/recipients.ts'
import { createRevisions } from '../desk/library/revisions.ts'
import { createMailLog } from '../desk/mail/mail-log.ts'
import { createMailboxChecks } from '../desk/mail/mailbox-check.ts'
import { createMailboxView } from '../desk/mail/mailbox-view.ts'
import { createNote } from '../desk/note.ts'
import { createSendQueue } from '../desk/send-queue.ts'
import { createCitizenOf } from '../desk/visitors/citizen.ts'
import { createParticulars } from '../desk/visitors/particulars.ts'
import { createMayUpload } from '../limiters.ts'
import type { Route } from '../route.ts'
import { agentRoutes } from '../routes/agents.ts'
import { attachmentRoutes } from '../routes/attachments.ts'
import { callRoutes } from '../routes/calls.ts'
import { catalogueRoutes } from '../routes/catalogue.ts'
import { learningRoutes } from '../routes/learning.ts'
import { libraryRoutes } from '../routes/library.ts'
import { mailboxRoutes } from '../routes/mailboxes.ts'
import { mailRoutes } from '../routes/mails.ts'
import { messageRoutes } from '../routes/messages.ts'
import { outboxRoutes } from '../routes/outbox.ts'
import { profileRoutes } from '../routes/profile.ts'
import { createSettleForward } from '../desk/mail/forwarded.ts'
import { routingRoutes } from '../routes/routing.ts'
import { sessionRoutes } from '../routes/session.ts'
import { talkRoutes } from '../routes/talks.ts'
import { ticketRoutes } from '../routes/tickets.ts'
import { visitorRoutes } from '../routes/visitors.ts'
import type { ChatSide } from './chat.ts'
import type { DeskSide } from './desk.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import type { LibrarySide } from './library.ts'
import type { Sending } from './sending.ts'
import type { TextsSide } from './texts.ts'
import type { TwilioSide } from './twilio.ts'

export interface ApiDeps {
  librarySide: LibrarySide
  sending: Sending
  intake: Intake
  desk: DeskSide
  texts: TextsSide
  chat: ChatSide
  twilio: TwilioSide | null
}

export function apiRoutes(house: House, deps: ApiDeps): Route[] {
  const { config, db, log, auth } = house
  const { tickets, routing, blocks } = deps.desk
  const { claims, staff } = routing
  const { live, library, answers, learning, lessons, office, clock } = deps.librarySide
  const { reply, outbox, later } = deps.sending
  const { ledger, rawMails } = deps.intake
  const mailboxes = () => house.email?.mailboxes ?? null
  return [
    ...sessionRoutes(auth, { isHttps: config.baseUrl.startsWith('https://') }),
    ...agentRoutes(db, staff),
    ...profileRoutes({ staff, pictures: createFiles(join(config.dataDir, 'pictures')) }),
    ...routingRoutes({ db, claims, staff }),
    ...ticketRoutes({
      ...{ db, tickets, answers, learning },
      followUp: createFollowUp({ db }),
      settleForward: createSettleForward({ db }),
    }),
    ...visitorRoutes({
      ...{ db, tickets, blocks },
      citizens: createCitizenOf({ db }),
      particulars: createParticulars({ db }),
    }),
    ...attachmentRoutes({
      ...{ db, attachments: house.attachments, refuseInfected: house.refuseInfected },
      citizenView: deps.chat.citizenView,
      async openChat(token) {
        const chat = await deps.chat.conversations.open(token)
        return chat && !blocks.isBlocked({ ticketId: chat.ticketId }) ? chat : null
      },
      mayUpload: createMayUpload(house.makeLimiter),
    }),
    ...messageRoutes({
      ...{ db, tickets, reply, note: createNote({ db }) },
      later: createTakeBack({ db, onMoved: later.wake }),
    }),
    ...catalogueRoutes(library, office, routing.attendance.isStaffed),
    ...libraryRoutes({
      live,
      view: createLibraryView({ db, live }),
      revisions: createRevisions({ db, live }),
      recipients: createRecipients(db, library),
    }),
    ...learningRoutes({ tickets, learning, lessons, view: createLearningView({ db, library }) }),
    ...mailRoutes({
      db,
      mailLog: createMailLog({ db, rawMails }),
      replay: (id) => ledger.replay(id, house.email?.read ?? mailParser([])),
      openTicket: (id) => ledger.openTicket(id, house.email?.read ?? mailParser([])),
    }),
    ...outboxRoutes(createSendQueue({ db, wakeOutbox: outbox.wake, wakeLater: later.wake }), clock),
    ...mailboxRoutes({
      view: createMailboxView({ db, mailboxes }),
      checks: createMailboxChecks({ db, log, mailboxes }),
    }),
    ...deps.texts.routes,
    ...callRoutes({
      db,
      officerCalls: deps.twilio?.officerCalls ?? null,
      recordings: deps.twilio?.recordings ?? null,
      softphones: deps.twilio?.softphones ?? null,
    }),
    ...talkRoutes({ db, control: deps.twilio?.talkControl ?? null }),
  ]
}
