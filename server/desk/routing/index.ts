/** Who takes which chat: put together. */
import type { Db } from '../../../db/index.ts'
import type { Library, Suggest } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'
import { briefly } from '../question.ts'
import { createAtDesk } from './at-desk.ts'
import { createAttendance } from './attendance.ts'
import { createClaims } from './claims.ts'
import { createRoutingRounds } from './rounds.ts'
import { createStaffWatch } from './staff-watch.ts'
import { createStaff } from './staff.ts'

export type Routing = ReturnType<typeof openRouting>

export function openRouting(deps: { db: Db; log: Logger; library: Library; suggest: Suggest }) {
  const { db, log, library, suggest } = deps
  const rounds = createRoutingRounds({
    ...{ db, log },
    themeOf({ service, language }, firstWords) {
      const about = service ?? suggest(firstWords, { ...briefly, language }).suggestions[0]?.service
      return library.services.get(about ?? '')?.theme ?? null
    },
  })
  const attendance = createAttendance({ db, log })
  const atDesk = createAtDesk({
    ...{ db, log },
    onChange() {
      rounds.wake()
      attendance.wake()
    },
  })
  const staffWatch = createStaffWatch({ db, log })
  staffWatch.on(rounds.wakeAfresh)
  staffWatch.on(attendance.wake)

  return {
    atDesk,
    attendance,
    staffWatch,
    claims: createClaims({ db, onFreed: rounds.wake }),
    staff: createStaff({ db, onChange: staffWatch.look }),
    wake: rounds.wake,
    async start(): Promise<void> {
      await staffWatch.start()
      rounds.start()
      attendance.start()
    },
    async stop(): Promise<void> {
      await rounds.stop()
      await attendance.stop()
      await staffWatch.stop()
      await atDesk.stop()
    },
  }
}
