/**
 * What citizens see of their own messages: that they reached a screen of the office, and that somebody there has
 * looked. Noted for a moment and written together: a mark must not cost a commit a message.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Marks } from '../../channels/chat/protocol.ts'
import { raiseChatMarks } from '../../db/chat-marks.ts'
import { listWaitingChats } from '../../db/chats.ts'
import type { Db } from '../../db/index.ts'
import type { Logger } from '../log.ts'

const gatherMs = 200
/** Whoever wrote nothing for longer has left. */
const stillWaitingMs = 24 * 3600_000

export type OfficeMarks = ReturnType<typeof createOfficeMarks>

export interface OfficeMarksDeps {
  db: Db
  log: Logger
  onMarked: (ticketId: number, marks: Marks) => void
}

export function createOfficeMarks({ db, log, onMarked }: OfficeMarksDeps) {
  /** By ticket: whether somebody has looked at it. */
  let noted = new Map<number, boolean>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  function note(ticketId: number, isRead: boolean): void {
    noted.set(ticketId, isRead || (noted.get(ticketId) ?? false))
    timer ??= setTimeout(() => {
      timer = null
      writing = write().catch((err: unknown) => log.warn({ err }, 'marks of chats could not be kept'))
    }, gatherMs)
  }

  async function write(): Promise<void> {
    const due = noted
    noted = new Map()
    const of = (isLookedAt: boolean) =>
      [...due].filter(([, isRead]) => isRead === isLookedAt).map(([ticketId]) => ticketId)
    const news = await db.write(async (tx) => [
      ...(await raiseChatMarks(tx, of(false), false)),
      ...(await raiseChatMarks(tx, of(true), true)),
    ])
    for (const { ticketId, ...marks } of news) {
      onMarked(ticketId, marks)
      // Somebody's words may be waiting to be read.
      await breathe()
    }
  }

  return {
    note,
    /** Somebody came to their desk: the chats that wait stand on their screen. */
    async noteWaiting(): Promise<void> {
      for (const id of await listWaitingChats(db.read, Date.now() - stillWaitingMs)) note(id, false)
    },
    async settled(): Promise<void> {
      if (timer) clearTimeout(timer)
      await writing
    },
  }
}
