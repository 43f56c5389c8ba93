/** Tells when agents, teams or the rule were changed, in whichever process or on the command line. */
import type { Db } from '../../../db/index.ts'
import { staffChanges } from '../../../db/staff.ts'
import type { Logger } from '../../log.ts'

const pollMs = 500

export type StaffWatch = ReturnType<typeof createStaffWatch>

export function createStaffWatch({ db, log }: { db: Db; log: Logger }) {
  const listeners: (() => void)[] = []
  let known: number | null = null
  let looking: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  async function lookOnce(): Promise<void> {
    const changes = await staffChanges(db.read)
    const isNews = known !== null && changes !== known
    known = changes
    if (isNews) for (const listener of listeners) listener()
  }
  function look(): void {
    looking ??= lookOnce()
      .catch((err: unknown) => log.warn({ err }, 'changes of the staff could not be read; again in a moment'))
      .finally(() => (looking = null))
  }

  return {
    on: (listener: () => void) => void listeners.push(listener),
    look,
    async start(): Promise<void> {
      await lookOnce()
      timer = setInterval(look, pollMs).unref()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await looking
    },
  }
}
