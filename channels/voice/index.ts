import { type Channel, ChannelError } from '../contract/channel.ts'
import type { TwilioConfig } from '../lib/twilio.ts'
import { loadTwimlWriter } from './twiml.ts'
import { createVoiceRoutes, type VoiceDeps } from './webhooks.ts'

export type {
  CallInput,
  CallStart,
  CallStatus,
  OfficerLeg,
  OfficerPhone,
  RecordingReport,
  RoomReport,
  Script,
  StatusReport,
  Telephone,
  Verb,
} from './protocol.ts'
export { createVoiceToken, tokenSeconds, type TokenAccount } from './token.ts'
export { clientName } from './twiml.ts'
export { createCallService, type CallService } from './calls.ts'

/**
 * Telephone calls over Twilio. Nothing written goes out by it: an answer to a call is sent by SMS, WhatsApp or e-mail.
 * Throws when the office has no number.
 */
export function createVoiceChannel(config: TwilioConfig, deps: VoiceDeps): Channel {
  if (config.phoneNumber === null) throw new Error('TWILIO_PHONE_NUMBER belum diatur')
  const twiml = loadTwimlWriter()
  return {
    kind: 'voice',
    routes: createVoiceRoutes(config, deps, twiml),
    async start() {
      await twiml
    },
    async stop() {},
    async send() {
      throw new ChannelError('Telepon tidak dapat mengirim tulisan; pilih SMS, WhatsApp, atau surel.', {
        permanent: true,
      })
    },
  }
}
