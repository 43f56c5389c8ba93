/**
 * Files are looked at by clamd as soon as they are kept, whichever way they came, and once more before somebody opens
 * one that could not be looked at then. What was found is kept by content: the same file is looked at once.
 */
import type { Db } from '../../../db/index.ts'
import { insertEvent } from '../../../db/events.ts'
import { findScan, insertScan, messagesWithFile } from '../../../db/scans.ts'
import { TanyaError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Files } from '../files.ts'
import type { Verdict } from './clamd.ts'

export type Scanning = ReturnType<typeof createScanning>

interface ScanningDeps {
  db: Db
  log: Logger
  attachments: Files
  /** Null without a scanner. */
  scan: ((content: Buffer) => Promise<Verdict>) | null
}

export function createScanning({ db, log, attachments, scan }: ScanningDeps) {
  const running = new Set<Promise<unknown>>()
  const inHand = new Map<string, Promise<Verdict>>()

  /** Whoever asks while the same content is looked at hears the same. */
  async function look(sha256: string, content: () => Promise<Buffer>): Promise<Verdict> {
    const looking = inHand.get(sha256) ?? lookNow(sha256, content).finally(() => inHand.delete(sha256))
    inHand.set(sha256, looking)
    return looking
  }

  async function lookNow(sha256: string, content: () => Promise<Buffer>): Promise<Verdict> {
    const known = await findScan(db.read, sha256)
    if (known || !scan) return known ?? { found: null }
    const verdict = await scan(await content())
    await db.write(async (tx) => {
      const now = Date.now()
      await insertScan(tx, sha256, verdict.found, now)
      if (verdict.found === null) return
      // Screens that show the file already learn of it.
      for (const { id, ticket_id: ticketId } of await messagesWithFile(tx, sha256))
        await insertEvent(tx, { type: 'message:changed', ticketId, messageId: id, now })
    })
    return verdict
  }

  return {
    /** The same files, looked at in passing: nobody waits for it. */
    files: {
      ...attachments,
      async keep(content, known?: string | null) {
        const sha256 = await attachments.keep(content, known)
        if (!scan) return sha256
        // From the disk: whoever handed the bytes in may have done with them before it is their turn.
        const work = look(sha256, () => attachments.read(sha256))
          .catch((err: unknown) =>
            log.warn({ err }, 'a file could not be scanned; it will be before it is opened'),
          )
          .finally(() => running.delete(work))
        running.add(work)
        return sha256
      },
    } satisfies Files,

    /** Throws `forbidden` for a file in which something was found, `unavailable` while that cannot be known. */
    async refuseInfected(sha256: string): Promise<void> {
      if (!scan) return
      const { found } = await look(sha256, () => attachments.read(sha256)).catch((cause: unknown) => {
        log.warn({ err: cause }, 'a file could not be scanned')
        throw new TanyaError('unavailable', 'The virus scanner cannot be reached; try again in a moment.', {
          retryAfterSeconds: 30,
          cause,
        })
      })
      if (found !== null)
        throw new TanyaError('forbidden', `This file is infected (${found}) and is not handed out.`)
    },

    settled: async () => void (await Promise.all(running)),
  }
}
