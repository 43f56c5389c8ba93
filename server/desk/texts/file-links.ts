/** Addresses by which a file of an answer is fetched for a while without signing in: by Twilio, or by the citizen from an SMS. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export const fileLinkPath = '/berkas'

/** Twilio fetches within minutes; a citizen opens an SMS when there is time. */
export const fileLinkDays = 14

const minuteMs = 60_000
const macLength = 16

export interface FileLinks {
  /** Short, for it goes by SMS; good for `fileLinkDays`. */
  urlOf(attachmentId: number): string
  /** Which file a token opens; null when it is not ours, or no longer good. */
  fileIn(token: string): number | null
  /** How many characters an SMS gives for one. */
  longest: number
}

export function createFileLinks(secret: string, baseUrl: string): FileLinks {
  const macOf = (claim: string) =>
    createHmac('sha256', secret).update(`file link ${claim}`).digest('base64url').slice(0, macLength)
  const origin = baseUrl.replace(/\/+$/, '') + fileLinkPath

  return {
    longest: origin.length + 1 + 6 + 1 + 6 + 1 + macLength + 1,
    urlOf(attachmentId) {
      const until = Math.ceil(Date.now() / minuteMs) + fileLinkDays * 24 * 60
      const claim = `${attachmentId.toString(36)}.${until.toString(36)}`
      return `${origin}/${claim}.${macOf(claim)}`
    },
    fileIn(token) {
      const [, claim = '', id = '', until = '', mac = ''] =
        /^(([0-9a-z]{1,9})\.([0-9a-z]{1,9}))\.([\w-]{16})$/.exec(token) ?? []
      if (claim === '' || !timingSafeEqual(Buffer.from(macOf(claim)), Buffer.from(mac))) return null
      return Number.parseInt(until, 36) * minuteMs >= Date.now() ? Number.parseInt(id, 36) : null
    },
  }
}
