/** Files that citizens send, as Twilio keeps them: in memory, for the office to fetch. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Router } from 'express'
import type { Faults } from './index.ts'
import { newSid } from './post-webhook.ts'

export interface SentFile {
  content: Buffer
  /** What the sender's telephone calls it. */
  contentType: string
}

export type Media = ReturnType<typeof createMedia>

const mostKept = 100

export function createMedia(accountSid: string) {
  const kept = new Map<string, SentFile>()
  return {
    find: (sid: string) => kept.get(sid),
    /** The fields of the webhook that brings them. */
    attach(messageSid: string, files: SentFile[]): Record<string, string> {
      const fields = files.flatMap((file, index) => {
        const sid = newSid('ME')
        kept.set(sid, file)
        const [oldest] = kept.keys()
        if (kept.size > mostKept && oldest) kept.delete(oldest)
        const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`
        return [
          [`MediaUrl${index}`, url],
          [`MediaContentType${index}`, file.contentType],
        ]
      })
      return { NumMedia: String(files.length), ...(Object.fromEntries(fields) as Record<string, string>) }
    },
  }
}

/** `GET …/Messages/{sid}/Media/{sid}`, for the account alone: whoever mounts this has asked for its password. */
export function addMediaRoutes(router: Router, messages: string, media: Media, faults: Faults): void {
  router.get(`${messages}/:sid/Media/:media`, async (request, response) => {
    await delay(faults.mediaDelayMs, undefined, { ref: false })
    const file = media.find(request.params['media'] ?? '')
    const status = faults.mediaStatus ?? (file ? 200 : 404)
    if (status !== 200 || !file) response.status(status).json({ status, message: 'not available' })
    else response.type(file.contentType).send(file.content)
  })
}
