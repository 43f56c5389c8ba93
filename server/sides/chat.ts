/** Chats: the window on a citizen's page, the forms, and the lines of the consoles that hear of them. */
import { createHmac } from 'node:crypto'
import { createChatChannel } from '../../channels/chat/index.ts'
import { networkOf } from '../../channels/lib/network.ts'
import { createWebChannel } from '../../channels/web/index.ts'
import { keptSecret } from '../../db/settings.ts'
import { toldToCitizen } from '../citizen-words.ts'
import { createEndOf } from '../desk/chat-end.ts'
import { createOfficeMarks } from '../desk/chat-marks.ts'
import { createJudge } from '../desk/chat-answers/verdict.ts'
import { createCitizenView } from '../desk/citizen-view.ts'
import { createConversations } from '../desk/conversations.ts'
import { createMailTranscript } from '../desk/mail-transcript.ts'
import { createIdentify } from '../desk/visitors/identity.ts'
import { asTanyaError } from '../errors.ts'
import { createMayConnect } from '../own-page.ts'
import { createSockets } from '../sockets/index.ts'
import type { Message } from '../wire/message.ts'
import type { DeskSide } from './desk.ts'
import type { FrontDoor } from './front-door.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import type { LibrarySide } from './library.ts'
import type { Sending } from './sending.ts'

export interface ChatSideDeps {
  librarySide: LibrarySide
  sending: Sending
  intake: Intake
  desk: DeskSide
  door: FrontDoor
}

export type ChatSide = Awaited<ReturnType<typeof openChatSide>>

export async function openChatSide(house: House, deps: ChatSideDeps) {
  const { config, db, events, log, auth, channels, makeLimiter } = house
  const { routing, blocks } = deps.desk
  const { io } = deps.door
  const secret = await keptSecret(db, 'chat token secret')
  const citizenView = createCitizenView(secret, config.isBaseUrlSet ? config.baseUrl : '')
  const conversations = createConversations({
    ...{ db, secret, citizenView, chatAnswers: deps.intake.chatAnswers },
    endOf: createEndOf(config.chatReturnMs),
    judge: createJudge({ db, library: deps.librarySide.library }),
    mailTranscript: createMailTranscript({
      ...{ db, channels, makeLimiter, timeZone: config.officeTimeZone },
      sendDirectly: deps.sending.sendDirectly,
      mayWriteTo: deps.sending.mayWriteTo,
    }),
  })
  const seal = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const chat = createChatChannel<Message>(
    {
      startsPerMinute: config.limits.chatStartsPerMinute,
      floodStartsPerMinute: config.limits.chatFloodStartsPerMinute,
    },
    {
      makeLimiter,
      ...{ namespace: io.of('/chat'), receive: deps.intake.receive, log, conversations },
      describeError(thrown) {
        const error = asTanyaError(thrown)
        if (error.code === 'internal') log.error({ err: error.cause }, 'a chat event failed')
        return toldToCitizen(error)
      },
      gate: {
        seal,
        addressKey: (address) => seal(`address ${networkOf(address)}`),
        mayConnect: createMayConnect(config.baseUrl, config.widget.origins),
        identify: createIdentify(config.widget.identity),
        isBlocked: blocks.isBlocked,
      },
      onTyping: (ticketId, on) => sockets.showCitizenTyping(ticketId, on),
    },
  )
  const marks = createOfficeMarks({ db, log, onMarked: chat.tellMarks })
  house.lifetime.onStop(marks.settled)
  routing.attendance.on(chat.queueChanged)
  const sockets = createSockets({
    ...{ marks, endOf: conversations.endOf },
    ...{ io, auth, baseUrl: config.baseUrl, events, chat, citizenView, log },
    ...{ atDesk: routing.atDesk, staffWatch: routing.staffWatch, onChat: routing.wake },
  })
  channels.set('chat', chat)
  channels.set('web', createWebChannel())
  return { citizenView, conversations }
}
