/** Who is there and takes chats, over all processes: looked up now and then, so that citizens hear when the last one leaves. */
import type { Db } from '../../../db/index.ts'
import { listAtDesk } from '../../../db/staff.ts'
import type { Logger } from '../../log.ts'
import { createRounds } from '../rounds.ts'
import { seenForMs } from './at-desk.ts'

const lookEveryMs = 2_000

export type Attendance = ReturnType<typeof createAttendance>

export function createAttendance({ db, log }: { db: Db; log: Logger }) {
  const listeners: (() => void)[] = []
  let there = ''
  const rounds = createRounds({
    async round() {
      const agents = await listAtDesk(db.read, Date.now() - seenForMs)
      const now = agents
        .map(({ id }) => id)
        .sort((one, other) => one - other)
        .join()
      const isNews = now !== there
      there = now
      if (isNews) for (const listener of listeners) listener()
      return false
    },
    longestNapMs: lookEveryMs,
    onError: (err) => log.warn({ err }, 'who is at their desk could not be read; again in a moment'),
  })
  return {
    ...rounds,
    on: (listener: () => void) => void listeners.push(listener),
    isStaffed: () => there !== '',
  }
}
