/** What nobody needs any more, swept out every hour; nothing a citizen or agent wrote is among it. And calls of which no end was told. */
import { deleteAcknowledgementsBefore } from '../../db/acknowledgements.ts'
import { forgetEarlyReports } from '../../db/deliveries.ts'
import { deleteEventsBefore } from '../../db/events.ts'
import type { Db } from '../../db/index.ts'
import { deleteUploadsBefore } from '../../db/attachments.ts'
import { deleteExpiredSessions } from '../../db/sessions.ts'
import { endForgottenCalls } from './calls/forgotten.ts'
import type { Logger } from '../log.ts'

const hourMs = 3600_000
/** A screen that was away longer loads afresh. */
const eventsKeptMs = 7 * 24 * hourMs
/** Reports on messages that were never ours. */
const reportsKeptMs = 24 * hourMs
/** A file that a citizen chose and never sent. */
const uploadsKeptMs = 24 * hourMs
/** Long after they count for anything; their tickets are never opened a second time. */
const acknowledgementsKeptMs = 30 * 24 * hourMs

/** Starts sweeping; returns how to stop. */
export function startHousekeeping(db: Db, log: Logger): () => void {
  async function sweep(): Promise<void> {
    const now = Date.now()
    await db.write(async (tx) => {
      await deleteEventsBefore(tx, now - eventsKeptMs)
      await forgetEarlyReports(tx, now - reportsKeptMs)
      await deleteAcknowledgementsBefore(tx, now - acknowledgementsKeptMs)
      await deleteUploadsBefore(tx, now - uploadsKeptMs)
      await deleteExpiredSessions(tx, now)
      await endForgottenCalls(tx, now)
    })
  }
  const timer = setInterval(() => {
    sweep().catch((err: unknown) => log.error({ err }, 'housekeeping failed; again in an hour'))
  }, hourMs)
  timer.unref()
  return () => clearInterval(timer)
}
