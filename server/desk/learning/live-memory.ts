/** The suggester's memory in force: renewed when somebody taught it something, here or in another process. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../../../db/index.ts'
import { lessonChanges, listLessons } from '../../../db/lessons.ts'
import { noMemory, type Memory, type Remember } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'

/** The newest count; older ones make room. */
export const lessonsKept = 2_000
/** A busy hour teaches several things at once. */
const settleMs = 200
const pollMs = 4_000

export interface LiveMemory {
  /** Always speaks of what was learnt by now, so it may be held for good. */
  memory: Memory
  /** Something was taught here. */
  wake(): void
  stop(): Promise<void>
}

interface LiveMemoryDeps {
  db: Db
  log: Logger
  remember: Remember
}

export async function openLiveMemory({ db, log, remember }: LiveMemoryDeps): Promise<LiveMemory> {
  let current = noMemory
  let known = 0
  let renewing = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function renewOnce(): Promise<void> {
    const changes = await lessonChanges(db.read)
    if (changes === known) return
    current = await inTurns(remember(await listLessons(db.read, { limit: lessonsKept })))
    known = changes
  }
  function renew(): void {
    renewing = renewing.then(renewOnce).catch((err: unknown) => {
      log.warn({ err }, 'what agents taught could not be read; again in a moment')
    })
  }

  await renewOnce()
  const poll = setInterval(renew, pollMs).unref()
  return {
    memory: { recall: (words, topics) => current.recall(words, topics) },
    wake() {
      clearTimeout(timer)
      timer = setTimeout(renew, settleMs).unref()
    },
    stop() {
      clearInterval(poll)
      clearTimeout(timer)
      return renewing
    },
  }
}

/** Others wait no longer for it. */
const longestStepMs = 10

async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  let began = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - began < longestStepMs) continue
    await turn()
    began = performance.now()
  }
}
