/** What Twilio makes of a `MediaUrl`: it fetches it, and WhatsApp takes some kinds of files up to some sizes. */
import { mostWhatsappBytes } from '../channels/lib/twilio-media.ts'

const timeoutMs = 15_000

/** The code with which the message fails, or null when the file can be delivered. */
export async function faultInMedia(url: string): Promise<number | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null)
  if (!response?.ok) return 63019
  const { byteLength } = await response.arrayBuffer()
  const most = mostWhatsappBytes(response.headers.get('content-type')?.split(';')[0] ?? '')
  if (byteLength === 0) return 63019
  if (most === null) return 63021
  return byteLength > most ? 11751 : null
}
