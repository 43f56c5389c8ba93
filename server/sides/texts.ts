/** What SMS and WhatsApp need besides their channels: who stopped us, files in and out, approved words. */
import type { Inbound } from '../../channels/contract/inbound.ts'
import { createMediaFetch } from '../../channels/lib/twilio-media.ts'
import type { TwilioConfig } from '../../channels/lib/twilio.ts'
import { keptSecret } from '../../db/settings.ts'
import { createFileLinks } from '../desk/texts/file-links.ts'
import { createIncomingFiles, type IncomingFiles } from '../desk/texts/incoming-files.ts'
import { createOptOuts } from '../desk/texts/opt-outs.ts'
import { createWhatsappTemplates } from '../desk/texts/whatsapp-templates.ts'
import { textRoutes } from '../routes/texts.ts'
import type { House } from './house.ts'
import type { LibrarySide } from './library.ts'

export type TextsSide = Awaited<ReturnType<typeof openTextsSide>>

export async function openTextsSide(
  { config, db, log, attachments, mailDomain }: House,
  { library }: LibrarySide,
) {
  const templates = createWhatsappTemplates(library, config.simulator)
  let incomingFiles: IncomingFiles | null = null

  return {
    templates,
    fileLinks: createFileLinks(await keptSecret(db, 'file link secret'), config.baseUrl),
    optOuts: createOptOuts({ library, mailDomain }),
    routes: textRoutes({ db, templates, incomingFiles: () => incomingFiles }),
    /** Where the files of texts lie; to be called once Twilio, or who plays it, is known. */
    fetchFrom(twilio: TwilioConfig): void {
      incomingFiles = createIncomingFiles({
        ...{ db, log, attachments, fetchMedia: createMediaFetch(twilio) },
      })
    },
    /** A text was stored: its files are fetched at once. */
    arrived({ media }: Inbound): void {
      if (media && media.length > 0) incomingFiles?.wake()
    },
    async start(): Promise<void> {
      incomingFiles?.start()
    },
    async stop(): Promise<void> {
      await incomingFiles?.stop()
    },
  }
}
