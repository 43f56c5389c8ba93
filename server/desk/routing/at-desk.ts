/** Which agents have a console on the line, over all processes: each marks its own in the database, now and then. */
import type { Db } from '../../../db/index.ts'
import { markGone, markSeen } from '../../../db/staff.ts'
import type { Logger } from '../../log.ts'

const markEveryMs = 10_000
/** Whoever was marked longer ago is gone, whatever became of the process. */
export const seenForMs = 30_000
/** A page that is loaded again is not gone. */
const graceMs = 3_000

export type AtDesk = ReturnType<typeof createAtDesk>

export function createAtDesk({ db, log, onChange }: { db: Db; log: Logger; onChange: () => void }) {
  const lines = new Map<number, number>()
  const graces = new Map<number, NodeJS.Timeout>()
  let marking = Promise.resolve()

  function write(work: (now: number) => Promise<unknown>): void {
    marking = marking
      .then(() => work(Date.now()))
      .then(onChange)
      .catch((err: unknown) => log.warn({ err }, 'who is at their desk could not be noted'))
  }
  const mark = (ids: number[]) => write((now) => db.write((tx) => markSeen(tx, ids, now)))
  const timer = setInterval(() => lines.size > 0 && mark([...lines.keys()]), markEveryMs).unref()

  return {
    came(agentId: number): void {
      clearTimeout(graces.get(agentId))
      const before = lines.get(agentId) ?? 0
      lines.set(agentId, before + 1)
      if (before === 0) mark([agentId])
    },
    left(agentId: number): void {
      const rest = (lines.get(agentId) ?? 1) - 1
      if (rest > 0) return void lines.set(agentId, rest)
      lines.delete(agentId)
      const leave = () => {
        // At another process they may still be: it says so at its next mark.
        if (!lines.has(agentId)) write(() => db.write((tx) => markGone(tx, agentId)))
      }
      graces.set(agentId, setTimeout(leave, graceMs).unref())
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      for (const grace of graces.values()) clearTimeout(grace)
      await marking
    },
  }
}
