import type { Channel } from '../contract/channel.ts'
import { createTwilioChannel } from '../lib/twilio-channel.ts'
import type { TwilioDeps } from '../lib/twilio-webhooks.ts'
import type { TwilioConfig } from '../lib/twilio.ts'

/**
 * WhatsApp over Twilio. Its webhooks are SMS's; it carries the routes itself only when there is no SMS channel.
 * Throws when the office has no WhatsApp number.
 */
export function createWhatsappChannel(config: TwilioConfig, deps: TwilioDeps): Channel {
  if (config.whatsappNumber === null) throw new Error('TWILIO_WHATSAPP_NUMBER belum diatur')
  const sender = {
    kind: 'whatsapp',
    name: 'WhatsApp',
    from: `whatsapp:${config.whatsappNumber}`,
    prefix: 'whatsapp:',
    attachments: 1,
    hasMedia: true,
    hasRoutes: config.phoneNumber === null && !config.messagingServiceSid,
  } as const
  return createTwilioChannel(sender, config, deps)
}
