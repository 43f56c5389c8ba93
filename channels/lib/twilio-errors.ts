/**
 * What Twilio's errors mean for a message.
 * The one place that knows which of them are worth another try.
 */
import { ChannelError } from '../contract/channel.ts'
import { twilioErrorWords } from './twilio-error-words.ts'

/** What an agent reads for a code of Twilio's, in a refusal or in a delivery report. */
export function explainTwilioError(code: number | null): string {
  if (code === null) return 'Pesan tidak terkirim; Twilio tidak menyebutkan sebabnya.'
  const sentence = twilioErrorWords[code]?.id ?? 'Pesan ditolak oleh Twilio.'
  return `${sentence.replace(/\.$/, '')} (kode Twilio ${code}).`
}

/** The same in English, found by the code it names; null when it names none. */
export function englishTwilioError(explained: string): string | null {
  const code = Number(/\(kode Twilio (\d+)\)\.$/.exec(explained)?.[1])
  if (Number.isNaN(code)) return null
  const sentence = twilioErrorWords[code]?.en ?? 'Twilio refused the message.'
  return `${sentence.replace(/\.$/, '')} (Twilio code ${code}).`
}

/** Twilio answered, and it was no: from its HTTP status and the `code` of its body. */
export function refusal(status: number, code: number | null): ChannelError {
  if (status === 401 || status === 403) {
    return new ChannelError(
      'Twilio menolak kredensial kami; periksa TWILIO_ACCOUNT_SID dan TWILIO_AUTH_TOKEN.',
    )
  }
  if (status === 429) return new ChannelError('Twilio sedang membatasi jumlah pesan; dicoba lagi nanti.')
  if (status >= 500) return new ChannelError(`Twilio sedang terganggu (HTTP ${status}); dicoba lagi nanti.`)
  const permanent = code !== null && code in twilioErrorWords && !temporary.has(code)
  return new ChannelError(explainTwilioError(code), {
    permanent: permanent || (status === 400 && code === null),
    isStopped: code === stoppedCode,
  })
}

/** "Attempt to send to unsubscribed recipient" */
export const stoppedCode = 21610

const temporary = new Set([21611, 30001, 63018])
