import { join } from 'node:path'
import type { Config } from './config.ts'

/** One sentence for each channel that is off, or that does something else than a newcomer would think. */
export function noticesOf(config: Config, hasTwilio: boolean): string[] {
  const said: string[] = []
  if (config.twilio && !config.isBaseUrlSet) {
    said.push(`BASE_URL is not set: Twilio cannot report delivery to ${config.baseUrl}.`)
  }
  if (!config.email) said.push('E-mail is off: MAIL_ADDRESS is empty.')
  else {
    const { imap, intake } = config.email
    if (!imap) {
      said.push(
        intake.smtpListen || intake.lmtpListen
          ? 'No IMAP_URL: mail comes in by the embedded SMTP intake alone.'
          : 'No mail comes in: IMAP_URL and SMTP_LISTEN are both empty.',
      )
    }
    if (!config.email.smtpUrl)
      said.push(
        `No SMTP_URL: answers by mail are written as .eml files into ${join(config.dataDir, 'outgoing')}.`,
      )
  }
  if (config.twilio && !config.twilio.phoneNumber) {
    const off = config.twilio.messagingServiceSid ? 'The telephone is' : 'SMS and telephone are'
    said.push(`${off} off: TWILIO_PHONE_NUMBER is empty.`)
  }
  if (config.twilio && !config.twilio.whatsappNumber) {
    said.push('WhatsApp is off: TWILIO_WHATSAPP_NUMBER is empty.')
  }
  if (!config.twilio) {
    said.push(
      hasTwilio
        ? 'Twilio is not configured: SMS, WhatsApp and telephone are played by the simulator at /simulator/.'
        : 'SMS, WhatsApp and telephone are off: Twilio is not configured and SIMULATOR is off.',
    )
  }
  return said
}
