import type { Channel } from '../contract/channel.ts'
import { createTwilioChannel } from '../lib/twilio-channel.ts'
import type { TwilioDeps } from '../lib/twilio-webhooks.ts'
import type { TwilioConfig } from '../lib/twilio.ts'

/**
 * SMS over Twilio. Carries the routes of Twilio's message webhooks, which serve WhatsApp too.
 * Throws when the office has neither a number nor a messaging service.
 */
export function createSmsChannel(config: TwilioConfig, deps: TwilioDeps): Channel {
  const from = config.messagingServiceSid ?? config.phoneNumber
  if (from === null) throw new Error('TWILIO_PHONE_NUMBER belum diatur')
  const sender = {
    kind: 'sms',
    name: 'SMS',
    from,
    prefix: '',
    attachments: 5,
    hasMedia: false,
    hasRoutes: true,
  } as const
  return createTwilioChannel(sender, config, deps)
}
