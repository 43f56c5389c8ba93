/** SMS, WhatsApp and telephone. */
import { createSmsChannel } from '../../channels/sms/index.ts'
import { createCallService, createVoiceChannel } from '../../channels/voice/index.ts'
import { createWhatsappChannel } from '../../channels/whatsapp/index.ts'
import type { CallDeps } from '../desk/calls/call-deps.ts'
import { createLookAgain } from '../desk/calls/look-again.ts'
import { createOfficerCalls, type OfficerCalls } from '../desk/calls/officer-calls.ts'
import { createRecordings } from '../desk/calls/recordings.ts'
import { createTalkControl, type TalkControl } from '../desk/calls/room/talk-control.ts'
import { createTelephone } from '../desk/calls/telephone.ts'
import type { Rounds } from '../desk/rounds.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import type { LibrarySide } from './library.ts'
import type { Sending } from './sending.ts'
import type { TextsSide } from './texts.ts'
import { openTwilioAccount, type TwilioAccount } from './twilio-account.ts'

export interface TwilioSideDeps {
  librarySide: LibrarySide
  sending: Sending
  intake: Intake
  texts: TextsSide
  /** Asked for once the server listens. */
  port: () => number
}

export interface TwilioSide extends TwilioAccount {
  /** Null where there is no telephone. */
  officerCalls: OfficerCalls | null
  talkControl: TalkControl | null
  recordings: ReturnType<typeof createRecordings> | null
  lookAgain: Rounds | null
}

/** Null when all three are off. */
export async function openTwilioSide(house: House, deps: TwilioSideDeps): Promise<TwilioSide | null> {
  const { db, log, channels, metrics } = house
  const account = await openTwilioAccount(house.config, {
    ...{ db, port: deps.port, contentOf: deps.texts.templates.textOf },
  })
  if (!account) return null
  const { config } = account
  const { receive, recordDelivery } = deps.intake
  const channelDeps = { receive, recordDelivery, log, countRejected: () => metrics.webhooksRejected.inc() }
  deps.texts.fetchFrom(config)
  if (config.phoneNumber || config.messagingServiceSid)
    channels.set('sms', createSmsChannel(config, channelDeps))
  if (config.whatsappNumber) channels.set('whatsapp', createWhatsappChannel(config, channelDeps))
  if (!config.phoneNumber)
    return { ...account, officerCalls: null, talkControl: null, recordings: null, lookAgain: null }

  const { attachments, mailDomain } = house
  const { library, suggest, clock } = deps.librarySide
  const callDeps: CallDeps = {
    ...{ db, log, receive, library, suggest, clock, channels, attachments, mailDomain },
    service: createCallService(config),
    hasBrowsers: account.softphones !== null,
    onQueued: deps.sending.outbox.wake,
  }
  const recordings = createRecordings(callDeps)
  const telephone = createTelephone(callDeps, recordings.wake)
  channels.set('voice', createVoiceChannel(config, { ...channelDeps, telephone }))
  const talkControl = createTalkControl(callDeps)
  const lookAgain = createLookAgain(callDeps, telephone)
  return { ...account, recordings, lookAgain, talkControl, officerCalls: createOfficerCalls(callDeps) }
}
