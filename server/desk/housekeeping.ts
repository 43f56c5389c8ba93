/** What nobody needs any more, swept out every hour; nothing a citizen or agent wrote is among it. And calls of which no end was told. */
import { deleteAcknowledgementsBefore } from '../../db/acknowledgements.ts'
import { forgetEarlyReports } from '../../db/deliveries.ts'
import { deleteEventsBefore } from '../../db/events.ts'
import type { Db } from '../../db/index.ts'
import { deleteUploadsBefore, isFileNamed } from '../../db/attachments.ts'
import { deleteExpiredSessions } from '../../db/sessions.ts'
import { endForgottenCalls } from './calls/forgotten.ts'
import type { Logger } from '../log.ts'
import type { Files } from './files.ts'

const hourMs = 3600_000
/** A screen that was away longer loads afresh. */
const eventsKeptMs = 7 * 24 * hourMs
/** Reports on messages that were never ours. */
const reportsKeptMs = 24 * hourMs
/** A file that a citizen chose and never sent. */
const uploadsKeptMs = 24 * hourMs
/** Long after they count for anything; their tickets are never opened a second time. */
const acknowledgementsKeptMs = 30 * 24 * hourMs

interface HousekeepingDeps {
  db: Db
  attachments: Pick<Files, 'drop'>
  log: Logger
}

/** Sweeps once, as of `now` in milliseconds. */
export async function sweepHouse({ db, attachments }: HousekeepingDeps, now: number): Promise<void> {
  const uploads = await db.write(async (tx) => {
    await deleteEventsBefore(tx, now - eventsKeptMs)
    await forgetEarlyReports(tx, now - reportsKeptMs)
    await deleteAcknowledgementsBefore(tx, now - acknowledgementsKeptMs)
    await deleteExpiredSessions(tx, now)
    await endForgottenCalls(tx, now)
    return deleteUploadsBefore(tx, now - uploadsKeptMs)
  })
  // The same bytes may have been sent by somebody else, or are on their way into a message just now.
  for (const sha256 of new Set(uploads)) {
    if (!(await isFileNamed(db.read, sha256))) attachments.drop(sha256, now - hourMs)
  }
}

/** Starts sweeping; returns how to stop. */
export function startHousekeeping(deps: HousekeepingDeps): () => void {
  const { log } = deps
  const timer = setInterval(() => {
    sweepHouse(deps, Date.now()).catch((err: unknown) =>
      log.error({ err }, 'housekeeping failed; again in an hour'),
    )
  }, hourMs)
  timer.unref()
  return () => clearInterval(timer)
}
